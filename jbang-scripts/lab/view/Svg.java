package lab.view;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.regex.Pattern;

/// Gives an SVG picture the words that a screen reader says.
final class Svg {
    private static final Pattern LONG_NUMBER = Pattern.compile("(\\d\\.\\d\\d)\\d+");

    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");

    private Svg() {}

    /// The same picture with a title and a description.
    static byte[] described(byte[] svg, String title, String description) {
        var text = new String(svg, StandardCharsets.UTF_8);
        int tag = text.indexOf("<svg");
        int end = tag < 0 ? -1 : text.indexOf('>', tag);
        if (end < 0) throw new IllegalArgumentException("this is no SVG picture");
        var words =
                "\n<title>%s</title>\n<desc>%s</desc>"
                        .formatted(Tables.escape(title), Tables.escape(description));
        return (text.substring(0, tag)
                        + "<svg role=\"img\""
                        + text.substring(tag + "<svg".length(), end + 1)
                        + words
                        + numbered(shortened(text.substring(end + 1))))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// A hundredth of a pixel is enough.
    private static String shortened(String shapes) {
        return LONG_NUMBER.matcher(shapes).replaceAll("$1");
    }

    /// Clips are called after their hash codes, which differ from run to run; so they get numbers.
    private static String numbered(String shapes) {
        var numbers = new HashMap<String, Integer>();
        return CLIP.matcher(shapes)
                .replaceAll(found ->
                        "clip"
                                + numbers.computeIfAbsent(
                                        found.group(), name -> numbers.size() + 1));
    }
}
