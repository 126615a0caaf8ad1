package tests.benchmark;

import java.time.Duration;
import java.util.List;

/// A way to time a function.
sealed interface Clock permits JmhClock, LabClock {
    /// How long each of them may warm up, and then measure.
    Duration WARM_UP = Duration.ofMillis(1_500);

    /// See [#WARM_UP].
    Duration MEASURING = Duration.ofMillis(2_000);

    /// The options of the JVM that the function runs in.
    List<String> JVM_OPTIONS =
            List.of(
                    "-Xms512m",
                    "-Xmx512m",
                    "-Djava.awt.headless=true",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    /// Both, JMH first.
    List<Clock> JMH_FIRST = List.of(new JmhClock(), new LabClock());

    /// Both, the library first.
    List<Clock> LIBRARY_FIRST = JMH_FIRST.reversed();

    /// The median time of one call, in milliseconds, taken in a JVM of its own.
    double medianMillis(Job job);
}
