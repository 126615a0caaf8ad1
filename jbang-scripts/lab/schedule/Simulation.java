package lab.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;

/// Lets a policy decide, from event to event.
///
/// Invariant: between two events every task is in one place: outside (not there yet, or waiting for
/// a device), in the queue, or on one processor.
public final class Simulation {
    private static final int MOST_EVENTS = 1_000_000;

    private final Policy policy;
    private final Processors processors;
    private final List<Progress> tasks = new ArrayList<>();
    private final List<Processor> team = new ArrayList<>();
    private final ReadyQueue queue;
    private final PriorityQueue<Progress> outside =
            new PriorityQueue<>(
                    Comparator.comparingLong((Progress p) -> p.entersAt)
                            .thenComparingLong(p -> p.entry));
    private final List<Slice> slices = new ArrayList<>();
    private final long review;
    private final long boost;
    private long entries;
    private long now;
    private int present;
    private int done;

    private Simulation(List<Job> jobs, Policy policy, Processors processors) {
        this.policy = policy;
        this.processors = processors;
        this.review = interval("review", policy.review());
        this.boost = interval("boost", policy.boost());
        this.queue = new ReadyQueue(policy);
        var names = new HashSet<String>();
        for (var job : jobs) {
            if (!names.add(job.name()))
                throw new IllegalArgumentException(
                        "two jobs are called '%s'".formatted(job.name()));
            var task = new Progress(job);
            task.entry = entries++;
            tasks.add(task);
            outside.add(task);
        }
        for (int i = 0; i < processors.count(); i++)
            team.add(new Processor(i, Ticks.of(processors.switchCost()), slices));
    }

    /// What comes of the jobs on one processor that switches for free.
    public static Schedule run(List<Job> jobs, Policy policy) {
        return run(jobs, policy, Processors.one());
    }

    /// What comes of the jobs. Those that arrive at the same time arrive in the order of the list.
    ///
    /// @throws IllegalArgumentException if there is no job, if two have the same name, if the
    ///   policy answers what is no number, or if it takes more than a million events
    /// @throws CancellationException if the calling thread is interrupted
    public static Schedule run(List<Job> jobs, Policy policy, Processors processors) {
        if (jobs.isEmpty()) throw new IllegalArgumentException("there is no job to schedule");
        var simulation = new Simulation(jobs, policy, processors);
        simulation.runToTheEnd();
        simulation.slices.sort(
                Comparator.comparingDouble(Slice::from).thenComparingInt(Slice::processor));
        return new Schedule(
                policy.name(),
                processors,
                simulation.slices,
                simulation.tasks.stream().map(Progress::fate).toList());
    }

    private static long interval(String what, double time) {
        Rules.checkAboveZero("the interval of a " + what, time);
        return Ticks.of(time);
    }

    private void runToTheEnd() {
        for (int event = 0; done < tasks.size(); event++) {
            if (event > MOST_EVENTS)
                throw new IllegalArgumentException(
                        "'%s' takes more than %,d steps: is a quantum or an interval too short?"
                                .formatted(policy.name(), MOST_EVENTS));
            if (event % 1024 == 0 && Thread.currentThread().isInterrupted())
                throw new CancellationException("stopped");
            now = nextEvent();
            step();
        }
    }

    private long nextEvent() {
        long next = outside.isEmpty() ? Ticks.NEVER : outside.peek().entersAt;
        for (var processor : team) next = Math.min(next, processor.nextEvent(now));
        if (policy.isPreemptive() && !queue.isEmpty()) next = Math.min(next, after(review));
        if (present > 0) next = Math.min(next, after(boost));
        return next;
    }

    /// The first multiple of the interval that is yet to come.
    private long after(long interval) {
        return interval >= Ticks.NEVER ? Ticks.NEVER : (now / interval + 1) * interval;
    }

    private void step() {
        var sentBack = new ArrayList<Progress>();
        for (var processor : team) {
            var ended = processor.endOfTurn(now);
            if (ended == null) continue;
            if (ended.left > 0) sentBack.add(ended);
            else endOfBurst(ended);
        }
        if (!processors.arrivalsFirst()) sentBack.forEach(task -> queue.toBack(task, now));
        while (!outside.isEmpty() && outside.peek().entersAt <= now) {
            present++;
            queue.toBack(outside.poll(), now);
        }
        if (processors.arrivalsFirst()) sentBack.forEach(task -> queue.toBack(task, now));
        if (boost < Ticks.NEVER && now > 0 && now % boost == 0) allToTheTop();
        fillIdle();
        if (policy.isPreemptive()) preempt();
    }

    private void endOfBurst(Progress task) {
        present--;
        if (task.nextBurst(now)) {
            task.entry = entries++;
            outside.add(task);
        } else {
            done++;
        }
    }

    private void allToTheTop() {
        for (var task : tasks) {
            task.used = 0;
            task.turnLeft = 0;
        }
        for (var processor : team)
            if (processor.task() != null) processor.task().newTurn(policy, now);
    }

    /// Gives the idle processors the most urgent tasks, to each task the one that ran it last if
    /// that is among them.
    private void fillIdle() {
        var idle = new ArrayList<>(team.stream().filter(p -> p.task() == null).toList());
        var chosen = queue.take(idle.size(), now);
        var homeless = new ArrayList<Progress>();
        for (var task : chosen) {
            var home = idle.stream().filter(processor -> processor.last() == task).findFirst();
            if (home.isPresent()) {
                idle.remove(home.get());
                home.get().take(task, policy, now);
            } else {
                homeless.add(task);
            }
        }
        for (var task : homeless) idle.removeFirst().take(task, policy, now);
    }

    private void preempt() {
        while (!queue.isEmpty()) {
            var urgent = queue.first(now);
            var least =
                    team.stream()
                            .filter(processor -> processor.isRunning(now))
                            .max(
                                    Comparator.comparingDouble(
                                            processor -> processor.task().rank(policy, now)))
                            .orElse(null);
            if (least == null || !(urgent.rank(policy, now) < least.task().rank(policy, now)))
                return;
            queue.remove(urgent);
            queue.toFront(least.giveUp(now), now);
            least.take(urgent, policy, now);
        }
    }
}
