package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lab.cancel.Cancellation;
import lab.sheet.Bench;
import lab.sheet.Model;
import lab.sheet.Sequential;
import lab.sheet.Tasks;
import lab.work.Size;
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

    /// The model and the workload that it shows are compiled as they stand, and do their work.
    @Test
    void itsExamplesWork() throws Exception {
        var examples = Readme.examples(project, temporary);
        assertEquals(2, examples.size(), examples::toString);
        var model = (Model) examples.get(0).getConstructor().newInstance();
        var tasks = (Tasks<?, ?>) examples.get(1).getConstructor(int.class).newInstance(1_000);
        var bench = new Bench(Size.QUICK, 2, 1, new Cancellation(), resource -> {});
        assertRight(model, tasks, bench);
        assertRight(new Sequential(), tasks, bench);
        assertRight(model, tasks.fresh(), bench);
        var text = project.text("README.md");
        for (var example : examples)
            assertTrue(text.contains("new %s(".formatted(example.getSimpleName())));
        var lessons = Layout.notebooks(project).keySet();
        assertTrue(lessons.contains(model.lesson()), model.lesson());
    }

    private static <T, A> void assertRight(Model model, Tasks<T, A> tasks, Bench bench)
            throws Exception {
        var answer = tasks.whole(model.run(tasks, bench));
        assertEquals(Optional.empty(), tasks.answers().objection().apply(answer));
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
