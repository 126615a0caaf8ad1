package lab.view;

import java.awt.image.BufferedImage;
import java.util.Optional;

/// Whether this machine can draw.
public final class Pictures {
    private Pictures() {}

    /// Why no picture can be drawn here and what to do about it, in a line; empty if all is well. A
    /// server without fonts is the usual reason. It is tried once in the life of the JVM.
    public static Optional<String> problem() {
        return Trial.PROBLEM;
    }

    private static final class Trial {
        static final Optional<String> PROBLEM = attempt();

        private static Optional<String> attempt() {
            try {
                var g = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
                Theme.text(g, "x", Theme.TEXT, Theme.INK, 0, 8, 0);
                g.dispose();
                return Optional.empty();
            } catch (RuntimeException | LinkageError | InternalError e) {
                // AWT fails in many ways where libraries or fonts are missing; each is for good.
                return Optional.of(
                        "charts cannot be drawn on this machine (%s); tables and CSV files go on. On Debian or Ubuntu: apt-get install fontconfig fonts-dejavu-core"
                                .formatted(reason(e)));
            }
        }

        private static String reason(Throwable failure) {
            var root = failure;
            while (root.getCause() != null && root.getCause() != root) root = root.getCause();
            var message = root.getMessage();
            return message == null || message.isBlank()
                    ? root.getClass().getSimpleName()
                    : message.lines().findFirst().orElse("").strip();
        }
    }
}
