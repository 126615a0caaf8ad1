package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lab.cancel.Cancellation;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.service.FileWork;
import lab.work.Inputs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The work with files.
class FileWorkTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void filesAreCopiedReadAndHashedAsTheyAre() throws Exception {
        var work = new FileWork(resource -> {}, Inputs.find().addresses());
        int files = work.files().size();
        var copied =
                new ClosedLoop(8, files)
                        .run(
                                Caller.on(threads, work::copy),
                                work::expectedSize,
                                new Cancellation());
        assertEquals(Map.of(), copied.errors());
        assertEquals(files, work.copied(files));
        Files.writeString(work.target(3), "something else");
        assertEquals(files - 1, work.copied(files));
        var hashed =
                new ClosedLoop(8, files)
                        .run(
                                Caller.on(threads, work::hash),
                                work::expectedHash,
                                new Cancellation());
        assertEquals(Map.of(), hashed.errors());
        for (int id = 0; id < files; id += 50) {
            int characters = Files.readString(work.source(id)).length();
            assertEquals(characters, work.read(id));
        }
        var place = work.target(0).getParent();
        work.close();
        assertFalse(Files.exists(place));
        assertEquals(work.expectedSize(2), work.copy(2), "it opens again");
        assertTrue(work.isCopied(2));
        work.close();
    }
}
