package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
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

/// The simulator gives the figures that textbooks print, and keeps to its conventions.
@Timeout(60)
class ScheduleTest {
    private static final double CLOSE = 1e-9;
    private static final double PRINTED = 0.006;

    private static Schedule run(Policy policy, List<Job> jobs) {
        return Simulation.run(jobs, policy);
    }

    private static List<Double> turnarounds(Schedule schedule) {
        return schedule.fates().stream().map(Fate::turnaround).toList();
    }

    private static List<Double> finishes(Schedule schedule) {
        return schedule.fates().stream().map(Fate::finish).toList();
    }

    private static List<Double> waits(Schedule schedule) {
        return schedule.fates().stream().map(Fate::waiting).toList();
    }

    private static List<Double> figures(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }

    private static String gantt(Schedule schedule) {
        return schedule.runs().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "", ""));
    }

    /// A. Silberschatz, P. Galvin and G. Gagne, *Operating System Concepts*, 10th edition, 2018.
    @Nested
    class OperatingSystemConcepts {
        private final List<Job> three = Job.together(24, 3, 3);
        private final List<Job> four =
                List.of(
                        new Job("P1", 0, 8),
                        new Job("P2", 1, 4),
                        new Job("P3", 2, 9),
                        new Job("P4", 3, 5));

        @Test
        void firstComeFirstServedOfSection531() {
            var schedule = run(Policy.firstComeFirstServed(), three);
            assertEquals("P1 0 to 24, P2 24 to 27, P3 27 to 30", gantt(schedule));
            assertEquals(17, schedule.meanWaiting(), CLOSE);
        }

        @Test
        void firstComeFirstServedInTheOtherOrderOfSection531() {
            var order = List.of(three.get(1), three.get(2), three.get(0));
            assertEquals(3, run(Policy.firstComeFirstServed(), order).meanWaiting(), CLOSE);
        }

        @Test
        void shortestJobFirstOfSection532() {
            var jobs = Job.together(6, 8, 7, 3);
            var schedule = run(Policy.shortestJobFirst(), jobs);
            assertEquals("P4 0 to 3, P1 3 to 9, P3 9 to 16, P2 16 to 24", gantt(schedule));
            assertEquals(7, schedule.meanWaiting(), CLOSE);
            assertEquals(10.25, run(Policy.firstComeFirstServed(), jobs).meanWaiting(), CLOSE);
        }

        @Test
        void shortestRemainingTimeFirstOfSection532() {
            var schedule = run(Policy.shortestRemainingTimeFirst(), four);
            assertEquals(
                    "P1 0 to 1, P2 1 to 5, P4 5 to 10, P1 10 to 17, P3 17 to 26", gantt(schedule));
            assertEquals(6.5, schedule.meanWaiting(), CLOSE);
            assertEquals(7.75, run(Policy.shortestJobFirst(), four).meanWaiting(), CLOSE);
        }

        @Test
        void roundRobinOfSection533() {
            var schedule = run(Policy.roundRobin(4), three);
            assertEquals(
                    "[P1 0 to 4, P2 4 to 7, P3 7 to 10, P1 10 to 14, P1 14 to 18, P1 18 to 22,"
                            + " P1 22 to 26, P1 26 to 30]",
                    schedule.slices().toString());
            assertEquals(5.66, schedule.meanWaiting(), 0.01);
        }

        @Test
        void aQuantumOfOneOrOfTenForThreeTimesTenOfSection533() {
            var jobs = Job.together(10, 10, 10);
            assertEquals(29, run(Policy.roundRobin(1), jobs).meanTurnaround(), CLOSE);
            assertEquals(20, run(Policy.roundRobin(10), jobs).meanTurnaround(), CLOSE);
        }

        @Test
        void priorityOfSection534() {
            var jobs =
                    List.of(
                            new Job("P1", 0, 10, 3),
                            new Job("P2", 0, 1, 1),
                            new Job("P3", 0, 2, 4),
                            new Job("P4", 0, 1, 5),
                            new Job("P5", 0, 5, 2));
            var schedule = run(Policy.priority(), jobs);
            assertEquals(
                    "P2 0 to 1, P5 1 to 6, P1 6 to 16, P3 16 to 18, P4 18 to 19", gantt(schedule));
            assertEquals(8.2, schedule.meanWaiting(), CLOSE);
        }

        @Test
        void priorityWithRoundRobinOfSection534() {
            var jobs =
                    List.of(
                            new Job("P1", 0, 4, 3),
                            new Job("P2", 0, 5, 2),
                            new Job("P3", 0, 8, 2),
                            new Job("P4", 0, 7, 1),
                            new Job("P5", 0, 3, 3));
            assertEquals(
                    "P4 0 to 7, P2 7 to 9, P3 9 to 11, P2 11 to 13, P3 13 to 15, P2 15 to 16,"
                            + " P3 16 to 20, P1 20 to 22, P5 22 to 24, P1 24 to 26, P5 26 to 27",
                    gantt(run(Policy.priority().withQuantum(2), jobs)));
        }

        /// Larger numbers are more urgent in this one.
        @Test
        void fourPoliciesOfPracticeExercise54() {
            var jobs =
                    List.of(
                            new Job("P1", 0, 2, 2),
                            new Job("P2", 0, 1, 1),
                            new Job("P3", 0, 8, 4),
                            new Job("P4", 0, 4, 2),
                            new Job("P5", 0, 5, 3));
            assertEquals(
                    figures(2, 3, 11, 15, 20),
                    turnarounds(run(Policy.firstComeFirstServed(), jobs)));
            assertEquals(
                    figures(3, 1, 20, 7, 12), turnarounds(run(Policy.shortestJobFirst(), jobs)));
            assertEquals(
                    figures(15, 20, 8, 19, 13),
                    turnarounds(run(Policy.largestNumberFirst(), jobs)));
            assertEquals(
                    figures(2, 3, 20, 13, 18), turnarounds(run(Policy.roundRobin(2), jobs)));
        }
    }

    /// R. and A. Arpaci-Dusseau, *Operating Systems: Three Easy Pieces*, chapters 7 and 8.
    @Nested
    class ThreeEasyPieces {
        private final List<Job> convoy = Job.together(100, 10, 10);
        private final List<Job> late =
                List.of(new Job("A", 0, 100), new Job("B", 10, 10), new Job("C", 10, 10));

        @Test
        void firstInFirstOutOfSection73() {
            var alike = Job.together(10, 10, 10);
            assertEquals(20, run(Policy.firstComeFirstServed(), alike).meanTurnaround(), CLOSE);
            assertEquals(110, run(Policy.firstComeFirstServed(), convoy).meanTurnaround(), CLOSE);
        }

        @Test
        void shortestJobFirstOfSection74() {
            assertEquals(50, run(Policy.shortestJobFirst(), convoy).meanTurnaround(), CLOSE);
            assertEquals(
                    103.33, run(Policy.shortestJobFirst(), late).meanTurnaround(), PRINTED);
        }

        @Test
        void shortestTimeToCompletionFirstOfSection75() {
            var schedule = run(Policy.shortestRemainingTimeFirst(), late);
            assertEquals(50, schedule.meanTurnaround(), CLOSE);
            assertEquals(figures(120, 10, 20), turnarounds(schedule));
        }

        @Test
        void responseAndTurnaroundOfRoundRobinOfSection77() {
            var jobs = Job.together(5, 5, 5);
            assertEquals(5, run(Policy.shortestJobFirst(), jobs).meanResponse(), CLOSE);
            var turns = run(Policy.roundRobin(1), jobs);
            assertEquals(1, turns.meanResponse(), CLOSE);
            assertEquals(14, turns.meanTurnaround(), CLOSE);
        }

        /// The figure's last turns are a tie here: A and B both have 10 left at 80, and B goes on.
        @Test
        void overlapOfComputingAndDevicesOfSection78() {
            var a = Job.ofBursts("A", 0, 10, 10, 10, 10, 10, 10, 10, 10, 10);
            var jobs = List.of(a, new Job("B", 0, 50));
            var schedule = run(Policy.shortestRemainingTimeFirst(), jobs);
            assertEquals(
                    "A 0 to 10, B 10 to 20, A 20 to 30, B 30 to 40, A 40 to 50, B 50 to 60,"
                            + " A 60 to 70, B 70 to 90, A 90 to 100",
                    gantt(schedule));
            assertEquals(1, schedule.utilisation(), CLOSE);
            assertEquals(100, schedule.end(), CLOSE);
        }

        @Test
        void aShortJobComesAlongInChapter8() {
            var jobs = List.of(new Job("A", 0, 180), new Job("B", 100, 20));
            var never = Double.POSITIVE_INFINITY;
            var schedule = run(Policy.multilevelFeedback(never, 10, 10, 10), jobs);
            assertEquals("A 0 to 100, B 100 to 120, A 120 to 200", gantt(schedule));
        }
    }

    /// W. Stallings, *Operating Systems: Internals and Design Principles*, section 9.2, the table
    /// that compares the policies (five processes, A to E).
    @Nested
    class Stallings {
        private final List<Job> five =
                List.of(
                        new Job("A", 0, 3),
                        new Job("B", 2, 6),
                        new Job("C", 4, 4),
                        new Job("D", 6, 5),
                        new Job("E", 8, 2));

        private void compare(Policy policy, List<Double> finish, double turnaround, double ratio) {
            var schedule = run(policy, five);
            assertEquals(finish, finishes(schedule));
            assertEquals(turnaround, schedule.meanTurnaround(), PRINTED);
            double mean =
                    schedule.fates().stream().mapToDouble(Fate::slowdown).average().orElseThrow();
            assertEquals(ratio, mean, PRINTED);
        }

        @Test
        void firstComeFirstServed() {
            compare(Policy.firstComeFirstServed(), figures(3, 9, 13, 18, 20), 8.60, 2.56);
        }

        @Test
        void roundRobinWithAQuantumOfOne() {
            compare(Policy.roundRobin(1), figures(4, 18, 17, 20, 15), 10.80, 2.71);
        }

        @Test
        void roundRobinWithAQuantumOfFour() {
            compare(Policy.roundRobin(4), figures(3, 17, 11, 20, 19), 10.00, 2.71);
        }

        @Test
        void shortestProcessNext() {
            compare(Policy.shortestJobFirst(), figures(3, 9, 15, 20, 11), 7.60, 1.84);
        }

        @Test
        void shortestRemainingTime() {
            compare(
                    Policy.shortestRemainingTimeFirst(), figures(3, 15, 8, 20, 10), 7.20, 1.59);
        }

        /// Not built in: a policy of one line, as a reader writes it.
        @Test
        void highestResponseRatioNext() {
            Policy ratio = task -> -(task.waited() + task.burst()) / task.burst();
            compare(ratio, figures(3, 9, 13, 20, 15), 8.00, 2.14);
        }
    }

    /// A. Tanenbaum and H. Bos, *Modern Operating Systems*, 4th edition 2014, section 2.4.
    @Nested
    class ModernOperatingSystems {
        @Test
        void shortestJobFirstOfSection242() {
            var jobs = Job.together(8, 4, 4, 4);
            assertEquals(14, run(Policy.firstComeFirstServed(), jobs).meanTurnaround(), CLOSE);
            assertEquals(11, run(Policy.shortestJobFirst(), jobs).meanTurnaround(), CLOSE);
        }

        @Test
        void lateArrivalsMakeShortestJobFirstFallShortOfTheBestOrder() {
            var jobs =
                    List.of(
                            new Job("A", 0, 2, 5),
                            new Job("B", 0, 4, 1),
                            new Job("C", 3, 1, 2),
                            new Job("D", 3, 1, 3),
                            new Job("E", 3, 1, 4));
            assertEquals(4.6, run(Policy.shortestJobFirst(), jobs).meanTurnaround(), CLOSE);
            assertEquals(4.4, run(Policy.priority(), jobs).meanTurnaround(), CLOSE);
        }

        /// A switch of 1 ms and a quantum of 4 ms waste a fifth of the processor, and a quantum of
        /// 100 ms wastes a hundredth.
        @Test
        void aShortQuantumWastesAFifthInSection243() {
            var jobs = Job.together(2_000, 2_000, 2_000);
            var processor = Processors.one().withSwitchCost(1);
            var brief = Simulation.run(jobs, Policy.roundRobin(4), processor);
            assertEquals(0.20, brief.overhead(), 0.001);
            var lengthy = Simulation.run(jobs, Policy.roundRobin(100), processor);
            assertEquals(0.01, lengthy.overhead(), 0.001);
        }
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
            var schedule =
                    Simulation.run(Job.together(4, 4), Policy.roundRobin(1), processors);
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
            assertEquals(
                    1, run(Policy.firstComeFirstServed(), Job.together(3)).fairness(), CLOSE);
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
                    () ->
                            run(
                                    Policy.priority(),
                                    List.of(new Job("x", 0, 1), new Job("x", 1, 1))));
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
