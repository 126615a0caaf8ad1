package lab.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What the system keeps of a process, so that it can go on: its number, its parent, what it has
/// open, its environment, its threads, its memory.
///
/// @param entries what, and in words; a system that does not tell leaves an entry out
public record Context(SequencedMap<String, String> entries) {
    private static final String UNTOLD = "not told";

    /// The context of a process.
    public static Context of(ProcessHandle process) {
        var context = new LinkedHashMap<String, String>();
        context.put("number", "" + process.pid());
        process.parent()
                .ifPresent(parent -> context.put("number of its parent", "" + parent.pid()));
        OpenFiles.of(process.pid()).ifPresent(open -> context.put("open", open.toString()));
        putVariables(process.pid(), context);
        ProcessAccount.of(process.pid())
                .ifPresent(account -> {
                    if (account.threads().isPresent())
                        context.put("threads", "" + account.threads().getAsInt());
                    context.put(
                            "memory in use", "%.1f MB".formatted(account.residentBytes() / 1e6));
                });
        return new Context(context);
    }

    /// What it was given at its start, each variable ended by a zero.
    private static void putVariables(long pid, SequencedMap<String, String> context) {
        try {
            long count =
                    Files.readString(
                                    Path.of("/proc/" + pid + "/environ"),
                                    StandardCharsets.ISO_8859_1)
                            .chars()
                            .filter(c -> c == 0)
                            .count();
            context.put("environment", count + " variables");
        } catch (IOException e) {
            // Not told.
        }
    }

    /// The entry of this name.
    public String of(String what) {
        return entries.getOrDefault(what, UNTOLD);
    }
}
