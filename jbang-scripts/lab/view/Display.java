package lab.view;

import java.nio.charset.StandardCharsets;

/// Where results go: the cell of a notebook, or the terminal.
public interface Display {
    /// Shows a result: HTML for those who can, text for those who cannot.
    void html(String html, String text);

    /// Shows a picture with its alternative text (alt is also what a screen reader says).
    void png(byte[] png, int width, int height, String alt, String captionHtml);

    /// Shows a figure as well as it can be shown here: as a picture, or as text where there are
    /// none.
    default void figure(Figure figure) {
        var caption = Tables.escape(figure.caption());
        if (interactive() && Pictures.problem().isEmpty()) {
            var picture = figure.picture();
            png(picture.png(), picture.width(), picture.height(), figure.alt(), caption);
        } else {
            var text = figure.text(Terminal.plain(StandardCharsets.UTF_8));
            html("<p>%s</p>".formatted(Tables.escape(figure.alt())), text);
        }
    }

    /// Shows progress in place; the returned handle replaces what was shown before. Closing leaves
    /// `done` (may be empty).
    Progress progress(String title);

    /// Progress that is shown in place, until it is closed.
    interface Progress extends AutoCloseable {
        /// Shows how far it is: `fraction` from 0 to 1, `text` says what is going on.
        void at(double fraction, String text);

        /// What stays when it is closed.
        void done(String text);

        @Override
        void close();
    }

    /// Has something done whenever a cell was stopped, and before the next one runs. In a terminal
    /// there are no cells, and nothing is done.
    default void onStop(Runnable action) {}

    /// True in a notebook, false in a terminal.
    boolean interactive();
}
