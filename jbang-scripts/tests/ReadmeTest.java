package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README says what is so; and one that does not is found out.
class ReadmeTest {
    private final Project project = Project.here();
    @TempDir Path temporary;

    @Test
    void itsLinksLeadSomewhere() {
        assertEquals(List.of(), Readme.links(project));
    }

    @Test
    void itsCommandsAreThoseOfTheCatalog() {
        assertEquals(List.of(), Readme.commands(project));
    }

    @Test
    void itsFiguresAreThoseOfTheRunThatItNames() {
        assertEquals(List.of(), Readme.figures(project));
    }

    @Test
    void aReadmeThatIsWrongIsFoundOut() throws Exception {
        var copy = project.copyTo(temporary.resolve("copy"));
        var readme = copy.root().resolve("README.md");
        var text = copy.text(readme);
        Files.writeString(
                readme,
                text.replace("data/README.md", "data/NOTHING.md")
                        .replace("jbangw parallelism", "jbangw paralelism")
                        .replaceFirst("(\\| \\d+ ms \\| \\d+)(\\d ms)", "$19$2"));
        assertTrue(
                Readme.links(copy)
                        .contains("README.md links to data/NOTHING.md, which does not exist"));
        assertTrue(
                Readme.commands(copy).contains("README.md names the command paralelism: unknown"));
        assertEquals(1, Readme.figures(copy).size());
        assertTrue(Readme.fix(copy));
        assertEquals(List.of(), Readme.figures(copy));
    }
}
