package lab.schedule;

/// Decides who runs next. A policy of your own needs one line: how urgent a task is.
///
/// ```java
/// Policy ratio = task -> -(task.waited() + task.burst()) / task.burst();
/// ```
///
/// A policy must depend on nothing but the task that it is asked about. The names are those of
/// Silberschatz, Galvin and Gagne, *Operating System Concepts*, 10th edition 2018, section 5.3.
@FunctionalInterface
public interface Policy {
    /// How urgent a task is: the lowest rank goes first, and of equals the one that has been in the
    /// queue for longer.
    double rank(Task task);

    /// What a table and a chart call it.
    default String name() {
        return "a policy of your own";
    }

    /// Whether a task that is strictly more urgent takes the processor from one that runs.
    default boolean isPreemptive() {
        return false;
    }

    /// For how long a task may run before it goes back to the end of the queue; above 0.
    default double quantum(Task task) {
        return Double.POSITIVE_INFINITY;
    }

    /// How often ranks are compared although nothing happens: needed where they change with time
    /// and the policy is preemptive. Infinite: never.
    default double review() {
        return Double.POSITIVE_INFINITY;
    }

    /// How often the processor time that tasks have used is set back to 0. Infinite: never.
    default double boost() {
        return Double.POSITIVE_INFINITY;
    }

    /// The same under another name.
    default Policy named(String name) {
        return new Rules(name, this, isPreemptive(), this::quantum, review(), boost());
    }

    /// The same, but a more urgent task takes the processor at once.
    default Policy preemptive() {
        return new Rules(name(), this, true, this::quantum, review(), boost());
    }

    /// The same in turns of at most this long: round robin among the most urgent.
    ///
    /// @throws IllegalArgumentException if the quantum is not above 0
    default Policy withQuantum(double quantum) {
        Rules.checkAboveZero("a quantum", quantum);
        return new Rules(name(), this, isPreemptive(), task -> quantum, review(), boost());
    }

    /// The same with *ageing*: for each such interval that a task has waited, it becomes more
    /// urgent by 1, and stays so. Ages are looked at once an interval.
    ///
    /// @throws IllegalArgumentException if the interval is not above 0
    default Policy withAgeing(double interval) {
        Rules.checkAboveZero("an interval of ageing", interval);
        return new Rules(
                name(),
                task -> rank(task) - Math.floor(task.waited() / interval + 1e-9),
                isPreemptive(),
                this::quantum,
                Math.min(interval, review()),
                boost());
    }

    /// Who has been in the queue for longest.
    static Policy firstComeFirstServed() {
        Policy policy = task -> 0;
        return policy.named("first come, first served");
    }

    /// Who has the shortest burst; it then runs to its end.
    static Policy shortestJobFirst() {
        Policy policy = Task::burst;
        return policy.named("shortest job first");
    }

    /// Who has least left to do; a new one with less takes the processor.
    static Policy shortestRemainingTimeFirst() {
        Policy policy = Task::remaining;
        return policy.preemptive().named("shortest remaining time first");
    }

    /// Everyone in turn, for at most a quantum.
    ///
    /// @throws IllegalArgumentException if the quantum is not above 0
    static Policy roundRobin(double quantum) {
        return firstComeFirstServed()
                .withQuantum(quantum)
                .named("round robin, quantum " + Rules.shortest(quantum));
    }

    /// Who has the smallest priority number; it then runs to its end.
    static Policy priority() {
        Policy policy = task -> task.job().priority();
        return policy.named("priority");
    }

    /// Who has the largest priority number, for examples that count that way.
    static Policy largestNumberFirst() {
        Policy policy = task -> -task.job().priority();
        return policy.named("priority, largest number first");
    }

    /// A multilevel feedback queue: a task begins at the top level, and falls a level whenever it
    /// has used up the time that a level allots, in one turn or in many. Higher levels go first and
    /// preempt; within a level it is round robin. All return to the top after every boost.
    ///
    /// After R. and A. Arpaci-Dusseau, *Operating Systems: Three Easy Pieces*, chapter 8, rules 1
    /// to 5; a level's allotment is one quantum of it.
    ///
    /// @param boost how often all return to the top; infinite for never
    /// @param quanta one for each level, the top first
    /// @throws IllegalArgumentException if there is no level, or a quantum is not above 0
    static Policy multilevelFeedback(double boost, double... quanta) {
        return new Feedback(boost, quanta);
    }
}
