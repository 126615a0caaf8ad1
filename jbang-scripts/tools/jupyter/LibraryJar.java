package tools.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The lessons' compiled library, taken out of the jar that JBang made of the running tool. The
/// same classes give the same bytes, and so the same name, whichever tool they came with.
///
/// @param bytes a jar
/// @param hash the first 16 hexadecimal digits of its SHA-256
record LibraryJar(byte[] bytes, String hash) {
    static LibraryJar from(Path toolJar) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var jar = new JarFile(toolJar.toFile());
                var zip = new ZipOutputStream(out)) {
            var entries =
                    jar.stream()
                            .filter(entry -> !entry.isDirectory() && isOfLibrary(entry.getName()))
                            .sorted(Comparator.comparing(ZipEntry::getName))
                            .toList();
            for (var entry : entries) {
                var copy = new ZipEntry(entry.getName());
                copy.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(copy);
                try (var in = jar.getInputStream(entry)) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        var bytes = out.toByteArray();
        return new LibraryJar(bytes, sha256(bytes).substring(0, 16));
    }

    private static boolean isOfLibrary(String name) {
        return name.startsWith("lab/") || name.startsWith("META-INF/services/");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
