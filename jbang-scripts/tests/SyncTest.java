package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The notebooks of this checkout say what its scripts say, and `sync --check` would notice if not.
class SyncTest {
    @TempDir Path temporary;

    @Test
    void scriptsAndNotebooksSayTheSame() throws Exception {
        var result = Command.jbangw("sync", "--check").run();
        assertEquals(0, result.exit(), result::toString);
    }

    @Test
    void aChangedWordInANotebookIsFoundAndTakenBack() throws Exception {
        var copy = Project.here().copyTo(temporary.resolve("copy"));
        var name = Layout.notebooks(copy).values().iterator().next();
        var notebook = copy.root().resolve("notebooks").resolve(name);
        var before = copy.text(notebook);
        var changed = before.replaceFirst("learn", "discover");
        assertFalse(changed.equals(before), name + " has no word to change");
        Files.writeString(notebook, changed);

        var check = Command.jbangw(copy, "sync", "--check").run();
        assertEquals(1, check.exit(), check::toString);
        var said = check.out() + check.err();
        assertTrue(said.contains(name) && said.contains("discover"), check::toString);

        var from = Command.jbangw(copy, "sync", "--from", notebook.toString()).run();
        assertEquals(0, from.exit(), from::toString);
        var again = Command.jbangw(copy, "sync", "--check").run();
        assertEquals(0, again.exit(), again::toString);
        assertEquals(changed, copy.text(notebook));
    }
}
