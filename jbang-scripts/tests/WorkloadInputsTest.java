package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lab.cancel.Cancellation;
import lab.work.Blur;
import lab.work.Corpus;
import lab.work.Inputs;
import lab.work.Size;
import lab.work.Strip;
import lab.work.Workload;
import lab.work.Workloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What goes into the workloads: sizes, texts and pictures, good and bad, and where they are found.
class WorkloadInputsTest {
    private static final Cancellation NEVER = new Cancellation();
    private static final Workloads QUICK = new Workloads(Size.QUICK, NEVER);

    @Test
    void badSizesAreRefusedInOneLine() {
        var picture = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
        for (int bad : new int[] {Integer.MIN_VALUE, -3, 0, Integer.MAX_VALUE}) {
            assertBad(() -> QUICK.primes(bad), "primes");
            assertBad(() -> QUICK.mandelbrot(bad, 100), "Mandelbrot");
            assertBad(() -> QUICK.mandelbrot(64, bad), "Mandelbrot");
            assertBad(() -> QUICK.nQueens(bad), "queens");
            assertBad(() -> QUICK.blur(bad), "blurred");
            assertBad(() -> new Blur(picture, bad, NEVER), "blurred");
        }
        assertBad(() -> QUICK.mandelbrot(65, 100), "even");
        assertBad(() -> new Blur(picture, 20, NEVER), "1 to 19");
        assertBad(() -> QUICK.textSearch("war"), "'war'");
        assertBad(() -> QUICK.textSearch(new String[0]), "no word");
        assertThrows(IndexOutOfBoundsException.class, () -> QUICK.primes(10).compute(3, 11));
        assertThrows(IndexOutOfBoundsException.class, () -> QUICK.nQueens(4).compute(-1, 2));
    }

    private static void assertBad(Executable what, String says) {
        var refusal = assertThrows(IllegalArgumentException.class, what);
        assertTrue(refusal.getMessage().contains(says), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
    }

    @Test
    void textsOfOnesOwnAreRead(@TempDir Path folder) throws Exception {
        assertBad(() -> QUICK.wordCount(folder.resolve("none")), "no folder");
        assertBad(() -> QUICK.wordCount(folder), "no file that ends in .txt");
        Files.writeString(folder.resolve("b.txt"), "Señor \uFFFD the whale");
        Files.writeString(folder.resolve("a.txt"), "");
        Files.writeString(folder.resolve("c.md"), "not read");
        assertRefusedNothing(QUICK.wordCount(folder));
        assertEquals(3, QUICK.wordCount(folder).compute().total());
        assertEquals("a", Corpus.read(folder).texts().getFirst().name());
        Files.write(folder.resolve("d.txt"), "señor".getBytes(StandardCharsets.ISO_8859_1));
        assertBad(() -> QUICK.textSearch(folder, "harpoon"), "d.txt is not UTF-8");
    }

    private static <A> void assertRefusedNothing(Workload<A> work) {
        assertEquals(List.of(), work.objection(work.compute()).stream().toList());
    }

    @Test
    void picturesThatAreNoneAreRefused(@TempDir Path folder) throws Exception {
        assertBad(() -> QUICK.blur(folder.resolve("none.jpg"), 5), "no picture");
        assertBad(() -> QUICK.blur(folder, 5), "no picture");
        var text = Files.writeString(folder.resolve("a.jpg"), "text");
        assertBad(() -> QUICK.blur(text, 5), "is no JPEG");
        var photograph = Files.readAllBytes(Inputs.find().photograph());
        var half = Files.write(folder.resolve("half.jpg"), Arrays.copyOf(photograph, 300));
        assertBad(() -> QUICK.blur(half, 5), "half.jpg");
    }

    @Test
    void theInputsAreFoundFromTheVariableOrFromBelow(@TempDir Path folder) throws Exception {
        var root = Files.createDirectories(folder.resolve("a checkout"));
        var below = Files.createDirectories(root.resolve("notebooks/deep"));
        var refusal = assertThrows(IllegalStateException.class, () -> Inputs.find(null, below));
        assertTrue(refusal.getMessage().contains("CONCURRENCY_HOME"), refusal.getMessage());
        Files.createDirectories(root.resolve("jbang-scripts"));
        Files.writeString(root.resolve("jbang-scripts/jbang-catalog.json"), "{}");
        Files.createDirectories(root.resolve("data"));
        var expected = new Inputs(root.resolve("data").toAbsolutePath());
        assertEquals(expected, Inputs.find(null, below));
        assertEquals(expected, Inputs.find(" ", root));
        assertEquals(expected, Inputs.find(root.toAbsolutePath().toString(), folder));
        assertThrows(IllegalStateException.class, () -> Inputs.find(folder.toString(), root));
    }

    @Test
    void thePhotographIsDecodedAndTheAddressesAreReadOnce() {
        var workloads = new Workloads(Size.QUICK, NEVER);
        assertNotNull(workloads.blur());
        assertTrue(workloads.blur() == workloads.blur());
        assertEquals(233, workloads.wordCount().items());
        assertTrue(workloads.textSearch().input().contains("233"));
    }

    @Test
    void stripsAreJoinedInOrder() {
        var joined =
                Strip.join(List.of(new Strip(2, new int[] {1, 2}), new Strip(2, new int[] {3, 4})));
        assertArrayEquals(new int[] {1, 2, 3, 4}, joined.pixels());
        assertEquals(3, joined.at(0, 1));
        assertBad(() -> Strip.join(List.of()), "no strips");
        assertBad(() -> Strip.join(List.of(joined, new Strip(4, new int[4]))), "wide");
        assertBad(() -> new Strip(3, new int[4]), "rows of 3");
    }
}
