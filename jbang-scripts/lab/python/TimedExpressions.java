package lab.python;

/// A Python program that evaluates an expression for each line that it reads, and says what came of
/// it and how long that took, as [PythonRounds] wants to hear it.
///
/// An expression may use the definitions, the modules `itertools` and `math`, and `POOL`, a
/// `multiprocessing.Pool` that has been started before the first.
///
/// @param definitions functions, in Python
/// @param processes how many the pool has
public record TimedExpressions(String definitions, int processes) {
    private static final String IMPORTS = "import itertools, math, multiprocessing, sys, time\n\n";

    private static final String LOOP =
            """

            if __name__ == "__main__":
                POOL = multiprocessing.Pool(%d)
                print("ready", flush=True)
                for expression in sys.stdin:
                    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
                    answer = eval(expression)
                    wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
                    print(answer, wall, cpu, flush=True)
                POOL.terminate()
            """;

    /// The text of the program.
    public String source() {
        return IMPORTS + definitions + LOOP.formatted(processes);
    }
}
