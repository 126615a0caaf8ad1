package lab.view;

/// Where results go: the cell of a notebook, or the terminal.
public interface Display {
    /// Shows a result: HTML for those who can, text for those who cannot.
    void html(String html, String text);

    /// Shows a picture with its alternative text (alt is also what a screen reader says).
    void png(byte[] png, int width, int height, String alt, String captionHtml);

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

    /// True in a notebook, false in a terminal.
    boolean interactive();
}
