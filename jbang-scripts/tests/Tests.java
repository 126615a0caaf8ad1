///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../lab/Lab.java
//SOURCES ../tools/pairing/*.java
//SOURCES ../tools/jupyter/*.java
//SOURCES ../lab/notebook/*.java
//SOURCES *.java
//DEPS org.junit.jupiter:junit-jupiter:5.14.4
//DEPS org.junit.platform:junit-platform-launcher:1.14.4
//DEPS net.jqwik:jqwik:1.9.3
//DEPS com.google.googlejavaformat:google-java-format:2.0.0
//RUNTIME_OPTIONS -ea -Djava.awt.headless=true
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED

package tests;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the tests: all of them, or the classes that are named.
///
/// Standard output is the progress, and `N passed, N failed` as its last line. Exit code 0: all
/// passed; 1: one failed, or there was none to run; 2: bad usage.
public final class Tests {
    private static final String USAGE =
            """
            Usage: jbangw test [--list | --fix] [NAME...]

            Runs every test, or those of the classes that are named.

              --list    only lists the classes
              --fix     formats the Java files, and brings the README's figures up to their run
              --help    prints this
            """;

    /// Held on to, since a logger that nobody holds forgets its level.
    private static final Logger JQWIK_LOG = Logger.getLogger("net.jqwik");

    private Tests() {}

    public static void main(String... args) throws IOException {
        JQWIK_LOG.setLevel(Level.WARNING);
        var names = new ArrayList<String>();
        String mode = "";
        for (String arg : args) {
            if (arg.equals("--help") || arg.equals("-h")) {
                System.out.print(USAGE);
                return;
            } else if (arg.equals("--list") || arg.equals("--fix")) {
                mode = arg;
            } else if (arg.startsWith("-")) {
                System.exit(
                        refuse("unknown option " + arg + "; known are --list, --fix and --help"));
            } else {
                names.add(arg);
            }
        }
        if (!mode.isEmpty() && !names.isEmpty())
            System.exit(refuse(mode + " takes no names, but got " + names.getFirst()));
        System.exit(
                switch (mode) {
                    case "--fix" -> fix();
                    case "--list" -> list();
                    default -> run(names);
                });
    }

    private static int run(List<String> names) {

        try (var session = LauncherFactory.openSession()) {
            var launcher = session.getLauncher();
            var known = classes(launcher.discover(request(List.of())));
            for (String name : names)
                if (!known.contains(name))
                    return refuse(
                            "no test class " + name + "; there are " + String.join(", ", known));
            SetUp.run(System.err);
            var report = new Report(System.out);
            launcher.execute(request(names), report);
            return report.end();
        }
    }

    private static int list() {
        try (var session = LauncherFactory.openSession()) {
            classes(session.getLauncher().discover(request(List.of())))
                    .forEach(System.out::println);
            return 0;
        }
    }

    private static int fix() throws IOException {
        for (Path file : Project.here().javaFiles())
            if (Formatter.fix(file)) System.out.println("formatted " + file);
        if (Readme.fix(Project.here())) System.out.println("brought README.md up to its run");
        return 0;
    }

    private static int refuse(String why) {
        System.err.println("test: " + why);
        return 2;
    }

    /// Asks for the tests of these classes; for all if there are none. The slow ones come last.
    private static LauncherDiscoveryRequest request(List<String> names) {
        var location = Tests.class.getProtectionDomain().getCodeSource().getLocation();
        var builder =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClasspathRoots(Set.of(Path.of(location.getPath()))))
                        .configurationParameter("junit.jupiter.execution.timeout.default", "10 m")
                        .configurationParameter(
                                "junit.jupiter.testclass.order.default",
                                "org.junit.jupiter.api.ClassOrderer$OrderAnnotation")
                        .configurationParameter("jqwik.database", "")
                        .configurationParameter("jqwik.reporting.onlyfailures", "true")
                        .configurationParameter("jqwik.reporting.usejunitplatform", "true");
        if (!names.isEmpty())
            builder.filters(
                    includeClassNamePatterns(
                            names.stream()
                                    .map(name -> ".*\\b" + Pattern.quote(name))
                                    .collect(Collectors.joining("|"))));
        return builder.build();
    }

    /// The names of the test classes in the plan, without their package.
    private static Set<String> classes(TestPlan plan) {
        var names = new TreeSet<String>();
        for (var engine : plan.getRoots())
            for (var top : plan.getChildren(engine)) names.add(Report.className(top));
        return names;
    }
}
