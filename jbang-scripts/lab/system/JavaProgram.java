package lab.system;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/// A class of this JVM as a program of its own, for a JVM of the same kind as this one.
///
/// @param classPath where its classes are
/// @param main the name of the class whose `main` it runs
public record JavaProgram(String classPath, String main) {
    /// A class that the class path of this JVM has: one of the library.
    public static JavaProgram ofLibrary(Class<?> main) {
        return new JavaProgram(
                Arrays.stream(System.getProperty("java.class.path").split(separator()))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(separator())),
                main.getName());
    }

    /// A class of a lesson, from a cell or from a script, with the classes inside it, packed into a
    /// JAR. It may use the JDK, and nothing else that the lesson declares.
    ///
    /// @param jar the file to write
    /// @throws IOException if it cannot be written, or the class loader does not have the class
    ///   file
    public static JavaProgram pack(Class<?> main, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var member : main.getNestHost().getNestMembers())
                if (member == main || member.getName().startsWith(main.getName() + "$")) {
                    out.putNextEntry(new JarEntry(fileName(member)));
                    out.write(bytes(member));
                }
        }
        return new JavaProgram(jar.toString(), main.getName());
    }

    private static String fileName(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (var file = type.getClassLoader().getResourceAsStream(fileName(type))) {
            if (file == null) throw new FileNotFoundException("no class file of " + type.getName());
            return file.readAllBytes();
        }
    }

    /// The command that runs it, with the `java` that runs this JVM.
    ///
    /// @param options for the JVM: `-Xmx32m`
    /// @param arguments for the program
    public Command command(List<String> options, String... arguments) {
        var words = new ArrayList<String>();
        words.add(java().toString());
        words.addAll(options);
        words.addAll(List.of("-cp", classPath, main));
        words.addAll(List.of(arguments));
        return Command.of(words);
    }

    /// The `java` that runs this JVM.
    public static Path java() {
        return Path.of(
                System.getProperty("java.home"),
                "bin",
                separator().equals(";") ? "java.exe" : "java");
    }

    private static String separator() {
        return System.getProperty("path.separator");
    }
}
