package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tests.ScheduleFigures.figures;
import static tests.ScheduleFigures.gantt;
import static tests.ScheduleFigures.run;

import java.util.List;
import lab.schedule.Fate;
import lab.schedule.Job;
import lab.schedule.Policy;
import lab.schedule.Processors;
import lab.schedule.Schedule;
import lab.schedule.Simulation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The simulator gives the figures that textbooks print.
@Timeout(60)
class TextbookTest {
    private static final double CLOSE = 1e-9;
    private static final double PRINTED = 0.006;

    private static List<Double> turnarounds(Schedule schedule) {
        return schedule.fates().stream().map(Fate::turnaround).toList();
    }

    private static List<Double> finishes(Schedule schedule) {
        return schedule.fates().stream().map(Fate::finish).toList();
    }

    /// A. Silberschatz, P. Galvin and G. Gagne, *Operating System Concepts*, 10th edition, 2018,
    /// section 5.3: first come first served on page 206, shortest job first on pages 207 to 209,
    /// round robin on pages 209 to 211.
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
            assertEquals(figures(2, 3, 20, 13, 18), turnarounds(run(Policy.roundRobin(2), jobs)));
        }
    }

    /// R. and A. Arpaci-Dusseau, *Operating Systems: Three Easy Pieces*, version 0.80, chapter 7
    /// (its figures are on pages 61 to 64) and chapter 8.
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
            assertEquals(103.33, run(Policy.shortestJobFirst(), late).meanTurnaround(), PRINTED);
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
            compare(Policy.shortestRemainingTimeFirst(), figures(3, 15, 8, 20, 10), 7.20, 1.59);
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
}
