package lab;

import java.io.PrintStream;
import lab.view.Display;

/// Shows nothing on standard output but the one JSON document at the end; progress goes on
/// elsewhere.
///
/// @param document where the document goes
/// @param rest shows what is not for standard output
record JsonDisplay(PrintStream document, Display rest) implements Display {
    @Override
    public void html(String html, String text) {
        rest.html(html, text);
    }

    @Override
    public void png(byte[] png, int width, int height, String alt, String captionHtml) {
        rest.png(png, width, height, alt, captionHtml);
    }

    @Override
    public Progress progress(String title) {
        return rest.progress(title);
    }

    @Override
    public boolean interactive() {
        return false;
    }
}
