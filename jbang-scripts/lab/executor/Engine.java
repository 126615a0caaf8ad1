package lab.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/// Something that runs tasks, whatever is inside: threads of one kind or another, or processes.
public interface Engine {
    /// What is done with an engine while it runs.
    @FunctionalInterface
    interface Use<T> {
        /// Hands it tasks, and returns when they are done.
        T of(ExecutorService engine) throws Exception;
    }

    /// Uses the engine.
    ///
    /// @throws Exception what the use throws, or if the engine does not start
    <T> T use(Use<T> use) throws Exception;

    /// An engine that is started for each use and closed after it, as threads can be.
    static Engine started(Callable<? extends ExecutorService> start) {
        return new Engine() {
            @Override
            public <T> T use(Use<T> use) throws Exception {
                try (var engine = start.call()) {
                    return use.of(engine);
                }
            }
        };
    }

    /// An engine that runs already, and goes on after each use. Whoever started it closes it.
    static Engine running(Callable<? extends ExecutorService> get) {
        return new Engine() {
            @Override
            public <T> T use(Use<T> use) throws Exception {
                return use.of(get.call());
            }
        };
    }
}
