package lab.view;

/// A picture as PNG, and the size at which it is meant to be seen.
///
/// @param png the file's bytes; [#DENSITY] pixels for each of width and height
/// @param width in the pixels of a page
/// @param height in the pixels of a page
public record Picture(byte[] png, int width, int height) {
    /// Pixels of the file for each pixel of the page.
    public static final int DENSITY = 2;
}
