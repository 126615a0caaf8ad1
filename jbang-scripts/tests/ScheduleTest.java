package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tests.ScheduleFigures.figures;
import static tests.ScheduleFigures.gantt;
import static tests.ScheduleFigures.run;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import lab.schedule.Fate;
import lab.schedule.Job;
import lab.schedule.Policy;
import lab.schedule.Processors;
import lab.schedule.Schedule;
import lab.schedule.Simulation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The simulator keeps to its conventions, and refuses what it cannot do.
@Timeout(60)
class ScheduleTest {
    private static final double CLOSE = 1e-9;

    private static List<Double> waits(Schedule schedule) {
        return schedule.fates().stream().map(Fate::waiting).toList();
    }

    @Nested
    class Conventions {
        private final List<Job> atTheEndOfAQuantum =
                List.of(new Job("old", 0, 4), new Job("new", 2, 2));

        @Test
        void whoArrivesWhenAQuantumEndsGoesFirstUnlessAskedOtherwise() {
            assertEquals(
                    "old 0 to 2, new 2 to 4, old 4 to 6",
                    gantt(run(Policy.roundRobin(2), atTheEndOfAQuantum)));
            var other =
                    Simulation.run(
                            atTheEndOfAQuantum,
                            Policy.roundRobin(2),
                            Processors.one().preemptedFirst());
            assertEquals("old 0 to 4, new 4 to 6", gantt(other));
        }

        @Test
        void tenthsOfAQuantumAddUp() {
            var jobs = List.of(new Job("old", 0, 0.4), new Job("new", 0.3, 0.1));
            assertEquals(
                    "old 0 to 0.3, new 0.3 to 0.4, old 0.4 to 0.5",
                    gantt(run(Policy.roundRobin(0.1), jobs)));
        }

        @Test
        void onlyTheStrictlyMoreUrgentPreempts() {
            var jobs = List.of(new Job("a", 0, 5, 1), new Job("b", 1, 5, 1), new Job("c", 2, 1, 0));
            assertEquals(
                    "a 0 to 2, c 2 to 3, a 3 to 6, b 6 to 11",
                    gantt(run(Policy.priority().preemptive(), jobs)));
        }

        @Test
        void whoIsPreemptedKeepsTheRestOfItsQuantum() {
            var jobs = List.of(new Job("a", 0, 6, 1), new Job("b", 0, 6, 1), new Job("c", 2, 1, 0));
            assertEquals(
                    "a 0 to 2, c 2 to 3, a 3 to 5, b 5 to 9, a 9 to 11, b 11 to 13",
                    gantt(run(Policy.priority().preemptive().withQuantum(4), jobs)));
        }

        @Test
        void nothingIsPaidForTheFirstJobNorForGoingOn() {
            var processor = Processors.one().withSwitchCost(1);
            var jobs = List.of(new Job("a", 0, 4), new Job("b", 0, 2), new Job("c", 20, 1));
            var schedule = Simulation.run(jobs, Policy.roundRobin(2), processor);
            assertEquals(
                    "[a 0 to 2, switch to b 2 to 3, b 3 to 5, switch to a 5 to 6, a 6 to 8,"
                            + " switch to c 20 to 21, c 21 to 22]",
                    schedule.slices().toString());
            assertEquals(3, schedule.switches());
            assertEquals(figures(4, 3, 1), waits(schedule));
            assertEquals(3 / 22.0, schedule.overhead(), CLOSE);
            assertEquals(7 / 22.0, schedule.utilisation(), CLOSE);
            assertEquals(3 / 22.0, schedule.throughput(), CLOSE);
        }

        @Test
        void aSwitchIsCarriedThroughBeforeAMoreUrgentJobRuns() {
            var processor = Processors.one().withSwitchCost(2);
            var jobs = List.of(new Job("a", 0, 1, 9), new Job("b", 0, 5, 5), new Job("c", 2, 1, 1));
            var schedule =
                    Simulation.run(jobs, Policy.largestNumberFirst().preemptive(), processor);
            assertEquals("a 0 to 1, b 3 to 8, c 10 to 11", gantt(schedule));
            var other = Simulation.run(jobs, Policy.priority().preemptive(), processor);
            assertEquals("b 0 to 2, c 4 to 5, b 7 to 10, a 12 to 13", gantt(other));
        }

        @Test
        void aJobGoesBackToTheProcessorThatRanIt() {
            var processors = Processors.of(2).withSwitchCost(1);
            var schedule = Simulation.run(Job.together(4, 4), Policy.roundRobin(1), processors);
            assertEquals(0, schedule.switches());
            assertEquals(4, schedule.end(), CLOSE);
        }

        @Test
        void twoProcessorsShareOneQueue() {
            var schedule =
                    Simulation.run(
                            Job.together(5, 2, 2, 1),
                            Policy.firstComeFirstServed(),
                            Processors.of(2));
            assertEquals(figures(0, 0, 2, 4), waits(schedule));
            assertEquals(1, schedule.utilisation(), CLOSE);
        }

        @Test
        void evenServiceIsFairAndOneSidedServiceIsNot() {
            assertEquals(1, run(Policy.firstComeFirstServed(), Job.together(3)).fairness(), CLOSE);
            var schedule = run(Policy.firstComeFirstServed(), Job.together(1, 1));
            assertEquals(1.5 * 1.5 / (2 * 1.25), schedule.fairness(), CLOSE);
        }
    }

    @Nested
    class AgeingAndFeedback {
        /// A job of priority 9, and one of priority 0 every 2 ms that takes all of them.
        private List<Job> starving(int stream) {
            return IntStream.rangeClosed(0, stream)
                    .mapToObj(i ->
                            i == 0
                                    ? new Job("patient", 0, 1, 9)
                                    : new Job("urgent " + i, 2 * (i - 1), 2, 0))
                    .toList();
        }

        @Test
        void withoutAgeingTheLeastUrgentWaitsForTheEndOfTheStream() {
            for (int stream : List.of(10, 100))
                assertEquals(
                        2 * stream,
                        run(Policy.priority().preemptive(), starving(stream))
                                .of("patient")
                                .waiting(),
                        CLOSE);
        }

        @Test
        void withAgeingItWaitsForAsManyIntervalsAsItIsBehind() {
            for (int stream : List.of(20, 100))
                assertEquals(
                        20,
                        run(Policy.priority().preemptive().withAgeing(2), starving(stream))
                                .of("patient")
                                .waiting(),
                        2);
        }

        @Test
        void aTaskFallsALevelWheneverItsAllotmentIsUsedUp() {
            var jobs = List.of(new Job("a", 0, 20), new Job("b", 0, 20));
            var never = Double.POSITIVE_INFINITY;
            assertEquals(
                    "a 0 to 2, b 2 to 4, a 4 to 8, b 8 to 12, a 12 to 20, b 20 to 28,"
                            + " a 28 to 34, b 34 to 40",
                    gantt(run(Policy.multilevelFeedback(never, 2, 4, 8), jobs)));
        }

        @Test
        void toWaitForADeviceJustBeforeTheEndDoesNotKeepATaskUp() {
            var sly = Job.ofBursts("sly", 0, 9, 1, 9, 1, 9);
            var jobs = List.of(sly, new Job("meek", 1, 40));
            var never = Double.POSITIVE_INFINITY;
            var schedule = run(Policy.multilevelFeedback(never, 10, 20), jobs);
            assertEquals(
                    "sly 0 to 9, meek 9 to 19, sly 19 to 20, meek 20 to 40, sly 40 to 48,"
                            + " meek 48 to 58, sly 58 to 67",
                    gantt(schedule));
        }

        @Test
        void aBoostBringsAllBackToTheTop() {
            var jobs =
                    IntStream.rangeClosed(0, 40)
                            .mapToObj(i ->
                                    i == 0
                                            ? new Job("long", 0, 30)
                                            : new Job("short " + i, 10 + 5 * i, 5))
                            .toList();
            var never = Double.POSITIVE_INFINITY;
            double starved =
                    run(Policy.multilevelFeedback(never, 5, 50), jobs).of("long").turnaround();
            double boosted =
                    run(Policy.multilevelFeedback(50, 5, 50), jobs).of("long").turnaround();
            assertTrue(boosted < starved, boosted + " with a boost, " + starved + " without");
        }
    }

    @Nested
    class BadInput {
        private void refused(String part, Runnable call) {
            var e = assertThrows(IllegalArgumentException.class, call::run);
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }

        @Test
        void jobsThatCannotBeAreNamed() {
            refused("'x'", () -> new Job("x", -1, 3));
            refused("'x'", () -> new Job("x", 0, 0));
            refused("'x'", () -> new Job("x", 0, Double.NaN));
            refused("'x'", () -> Job.ofBursts("x", 0, 1, 2));
            refused("name", () -> new Job(" ", 0, 1));
            refused(
                    "two jobs are called 'x'",
                    () -> run(Policy.priority(), List.of(new Job("x", 0, 1), new Job("x", 1, 1))));
            refused("no job", () -> run(Policy.priority(), List.of()));
        }

        @Test
        void policiesThatCannotBeAreRefused() {
            refused("quantum", () -> Policy.roundRobin(0));
            refused("ageing", () -> Policy.priority().withAgeing(-1));
            refused("level", () -> Policy.multilevelFeedback(10));
            refused("no number", () -> run(task -> Double.NaN, Job.together(1, 2)));
            refused("steps", () -> run(Policy.roundRobin(1e-5), Job.together(1e6, 1e6)));
            refused("processors", () -> Processors.of(0));
            refused("switch", () -> Processors.one().withSwitchCost(-1));
        }

        @Test
        void anInterruptStopsALongSimulation() {
            Thread.currentThread().interrupt();
            try {
                assertThrows(
                        CancellationException.class,
                        () -> run(Policy.roundRobin(1), Job.together(1e5, 1e5)));
            } finally {
                assertTrue(Thread.interrupted());
            }
        }
    }
}
