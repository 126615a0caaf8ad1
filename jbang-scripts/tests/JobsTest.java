package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import lab.BadUsage;
import lab.JobsFile;
import lab.RealJobs;
import lab.RealScheduler;
import lab.cancel.Cancellation;
import lab.schedule.Fate;
import lab.schedule.Job;
import lab.schedule.Policy;
import lab.schedule.Schedule;
import lab.schedule.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs come from files, or one line says why not; and as real threads they get their time.
@Timeout(60)
class JobsTest {
    private static final String HEADER = "name,arrival,burst,priority\n";

    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.csv"), text);
    }

    private void refused(String part, String text) throws IOException {
        var file = file(text);
        var e = assertThrows(BadUsage.class, () -> JobsFile.read(file));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(e.getMessage().startsWith("mine.csv"), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }

    @Test
    void jobsAreReadWithTheirDevices() throws IOException {
        var jobs = JobsFile.read(file(HEADER + "a,0,8,1\n\"b, c\",2.5,3 15 3,-2\n"));
        assertEquals(
                List.of(new Job("a", 0, 8, 1), new Job("b, c", 2.5, List.of(3.0, 15.0, 3.0), -2)),
                jobs);
    }

    @Test
    void theOrderOfTheColumnsAndTheirCaseDoNotMatterAndPriorityMayBeLeftOut() throws IOException {
        assertEquals(
                List.of(new Job("a", 1, 2)), JobsFile.read(file("Burst, Name ,ARRIVAL\n2,a,1\n")));
    }

    @Test
    void theExampleIsFoundInTheFolderData() {
        assertEquals(6, JobsFile.read(Path.of("jobs.csv")).size());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var e = assertThrows(BadUsage.class, () -> JobsFile.read(Path.of("no-such-jobs.csv")));
        assertTrue(e.getMessage().startsWith("no-such-jobs.csv: there is no such file"));
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() throws IOException {
        refused("no column 'burst'", "name,arrival\na,0\n");
        refused("line 3: burst must be a number, not 'long'", HEADER + "a,0,8,1\nb,1,long,1\n");
        refused("line 2: arrival must be a number, not ''", HEADER + "a,,8,1\n");
        refused("line 2: job 'a': the arrival", HEADER + "a,-1,8,1\n");
        refused("line 2: job 'a': a burst must be above 0", HEADER + "a,0,0,1\n");
        refused("line 2: job 'a': bursts begin and end", HEADER + "a,0,1 2,1\n");
        refused("line 2: priority must be a whole number", HEADER + "a,0,1,1.5\n");
        refused("line 3: there is a job 'a' already", HEADER + "a,0,1,1\na,0,1,1\n");
        refused("line 2: a job needs a name", HEADER + " ,0,1,1\n");
        refused("1 to 2000 jobs", HEADER);
    }

    @Test
    void whatIsNoCsvIsRefusedInALine() throws IOException {
        refused("mine.csv", HEADER + "a,0,8\nb,1,2,3,4,5\n");
        refused("mine.csv", "");
        refused("mine.csv", "\u0000\u0001 nothing of the kind");
    }

    @Test
    void realThreadsGetTheTimeOfTheirBursts() throws InterruptedException {
        var jobs = List.of(new Job("long", 0, 40), Job.ofBursts("brief", 10, 2, 5, 2));
        var run = RealJobs.run(jobs, 1, new Cancellation());
        for (var job : jobs) {
            double ran = run.ran(job.name());
            assertTrue(ran > job.work() - 0.001, job.name() + " ran for " + ran);
            var fate = run.of(job.name());
            assertTrue(fate.start() >= job.arrival(), fate.toString());
            assertTrue(fate.turnaround() > job.work() + job.deviceTime() - 0.001, fate.toString());
        }
        assertNothingRuns(jobs);
    }

    @Test
    void realThreadsEndWhenTheyAreAskedTo() throws InterruptedException {
        var jobs = List.of(new Job("endless", 0, 1e8), new Job("late", 1e8, 1));
        var cancellation = new Cancellation();
        var canceller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Thread.sleep(100);
                            } catch (InterruptedException e) {
                                return;
                            }
                            cancellation.request();
                            Thread.getAllStackTraces().keySet().stream()
                                    .filter(thread -> thread.getName().equals("late"))
                                    .forEach(Thread::interrupt);
                        });
        assertThrows(CancellationException.class, () -> RealJobs.run(jobs, 1, cancellation));
        canceller.join();
        assertNothingRuns(jobs);
    }

    private static void assertNothingRuns(List<Job> jobs) {
        var names = jobs.stream().map(Job::name).toList();
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> names.contains(thread.getName())));
    }

    @Test
    void schedulersAreCalledByTheirNames() {
        assertTrue(RealScheduler.described("Linux", "6.6.1-generic").contains("EEVDF"));
        assertTrue(RealScheduler.described("Linux", "7.0").contains("EEVDF"));
        assertTrue(RealScheduler.described("Linux", "6.5.13").contains("CFS"));
        assertTrue(RealScheduler.described("Linux", "4.18.0-x86").contains("Linux 4.18: CFS"));
        assertTrue(RealScheduler.described("Windows 11", "10.0").contains("priority levels"));
        assertTrue(RealScheduler.described("Mac OS X", "15.1").contains("fall with use"));
        assertTrue(RealScheduler.described("Plan 9", "4").contains("knows nothing"));
    }

    @Test
    void aRunIsJudgedByTheSharesOfItsTime() {
        var jobs = List.of(new Job("a", 0, 1), new Job("b", 0, 1));
        var once = Simulation.run(jobs, Policy.firstComeFirstServed());
        var slow =
                new Schedule(
                        "twice as slow",
                        once.processors(),
                        once.slices(),
                        once.fates().stream()
                                .map(f -> new Fate(f.job(), f.start(), 2 * f.finish(), 0))
                                .toList());
        var scheduler = new RealScheduler(null, null);
        assertEquals(0, scheduler.difference(once, slow), 1e-9);
        assertEquals(once, scheduler.leastDisturbed(List.of(slow, once)));
    }
}
