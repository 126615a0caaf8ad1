package lab.sheet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import lab.cancel.Outside;
import lab.cancel.Supervisor;
import lab.work.Size;

/// A JVM that measures one workload, and tells what came of it to the one that started it, see
/// [Forks]. It ends when that one does.
public final class Fork {
    /// How it ends if work runs that cannot be stopped.
    static final int STUCK = 3;

    private static final long HEARTBEAT_MILLIS = 1_000;

    private Fork() {}

    /// Measures one of the workloads of the sheet.
    static void main(String... args) throws Exception {
        serve(Models.all(), Jobs.all(), Pace::ofEach);
    }

    /// Reads an order from the standard input, measures what it asks for, and ends this JVM.
    ///
    /// @param models among which the order chooses
    /// @param jobs among which it does
    /// @param pace how long the workload may take
    public static void serve(List<Model> models, List<Job> jobs, Function<Size, Pace> pace)
            throws Exception {
        var out = System.out;
        System.setOut(System.err); // whatever else prints is no news
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        var utf8 = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        var in = new BufferedReader(utf8);
        var order = new ObjectMapper().readValue(in.readLine(), Order.class);
        Outside.threads().name("end").start(() -> endWith(in));
        var wire = new PrintStream(out, false, StandardCharsets.UTF_8);
        int exit = 0;
        var supervisor = new Supervisor();
        var diary = new Diary(Path.of(order.diary()));
        try (var desk = new ForkDesk(order, wire, diary, supervisor)) {
            Outside.threads().name("heartbeat").start(() -> beat(desk));
            var sheet = sheet(order, models, jobs, pace, desk, supervisor);
            try {
                new Sitting(sheet, sheet.jobs().getFirst(), desk::at).measure();
            } catch (Stuck e) {
                sheet.keep(e.notes());
                exit = STUCK;
            }
        }
        System.exit(exit);
    }

    private static Sheet sheet(
            Order order,
            List<Model> models,
            List<Job> jobs,
            Function<Size, Pace> pace,
            ForkDesk desk,
            Supervisor supervisor) {
        var bench =
                new Bench(
                        order.size(),
                        order.workers(),
                        order.seed(),
                        supervisor.cancellation(),
                        desk::own);
        var python = Optional.ofNullable(order.python());
        return new Sheet(
                models.stream().filter(model -> order.models().contains(model.name())).toList(),
                jobs.stream().filter(job -> job.name().equals(order.job())).toList(),
                order.foreign().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new CPython(python, Forks.NO_PYTHON, bench, desk::own)
                                        .only(order.foreign())),
                order.counts(),
                pace.apply(order.size()),
                bench,
                desk);
    }

    private static void beat(ForkDesk desk) {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT_MILLIS);
                desk.send("");
            }
        } catch (InterruptedException e) {
            // this JVM ends
        }
    }

    /// Waits for the end of whoever gave the order.
    private static void endWith(BufferedReader in) {
        try {
            while (in.readLine() != null) {}
        } catch (IOException e) {
            // as good as the end
        }
        System.exit(1);
    }
}
