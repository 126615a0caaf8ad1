package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lab.observe.Burden;
import lab.observe.ThreadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What limits the number of threads is what the system's books say; what waits costs no processor.
@Timeout(60)
class ThreadLimitsTest {
    @TempDir Path root;

    private void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private long most(ThreadLimits limits, String name) {
        return limits.threads().stream()
                .filter(limit -> limit.name().equals(name))
                .mapToLong(ThreadLimits.Limit::most)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void areReadFromTheBooksOfTheSystem() throws Exception {
        write("proc/sys/kernel/threads-max", "192730\n");
        write("proc/sys/kernel/pid_max", "32768\n");
        write("proc/sys/vm/max_map_count", "65530\n");
        write(
                "proc/self/limits",
                "Max open files  1024  4096  files\nMax processes  5000  96365  processes\n");
        write("proc/self/cgroup", "0::/pod/container\n");
        write("groups/pod/pids.max", "400\n");
        write("groups/pod/container/pids.max", "max\n");
        var limits = ThreadLimits.of(root.resolve("proc"), root.resolve("groups"));
        assertEquals(192_730, most(limits, "threads-max"));
        assertEquals(32_768, most(limits, "pid_max"));
        assertEquals(5_000, most(limits, "ulimit -u"));
        assertEquals(400, most(limits, "pids.max"), "of a group further up");
        assertEquals(100, limits.safely(2_000), "a quarter of the smallest");
        assertEquals(7, limits.safely(7));
        var burden = new Burden(10, 1e4, 50_000, 2, Duration.ofMillis(1), 0);
        var with = new ThreadLimits(limits.with(burden, 1_000_000_000), limits.maps());
        assertEquals(32_765, most(with, "max_map_count"));
        assertEquals(20_000, most(with, "memory"));
    }

    @Test
    void ofAnOldControllerToo() throws Exception {
        write("proc/self/cgroup", "8:pids:/docker/x\n4:memory:/\n0::/\n");
        write("groups/pids/docker/x/pids.max", "512\n");
        var limits = ThreadLimits.of(root.resolve("proc"), root.resolve("groups"));
        assertEquals(512, most(limits, "pids.max"));
    }

    @Test
    void whereThereAreNoBooksThereIsNoLimit() {
        var limits = ThreadLimits.of(root.resolve("proc"), root.resolve("groups"));
        assertEquals(List.of(), limits.threads());
        assertTrue(limits.maps().isEmpty());
        assertEquals(2_000, limits.safely(2_000));
    }

    @Test
    void threadsThatWaitUseNoProcessorAndAreGoneAfterwards() throws Exception {
        var burden =
                Burden.of(
                        Thread.ofPlatform().name("idle-", 0).daemon(), 50, Duration.ofMillis(100));
        assertEquals(50, burden.threads());
        assertTrue(burden.startNanosEach() > 0);
        assertTrue(burden.processorNanos() < 20_000_000, burden::toString);
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("idle-")));
    }
}
