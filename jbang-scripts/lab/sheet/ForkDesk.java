package lab.sheet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import lab.cancel.Supervisor;
import lab.measure.Answers;
import lab.measure.Comparison;
import lab.measure.Experiment;
import lab.measure.Listener;
import lab.measure.Machine;
import lab.measure.MachineCard;
import lab.measure.Plan;
import lab.results.Note;

/// The desk of a JVM that measures one workload: what comes of it is told to the JVM that started
/// this one.
final class ForkDesk implements Desk, AutoCloseable {
    private static final long BETWEEN_NEWS = 50_000_000;

    private final Order order;
    private final PrintStream out;
    private final Diary diary;
    private final Supervisor supervisor;
    private final MachineCard machine = Machine.card();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>(); // guarded by itself
    private long lastNews = System.nanoTime() - BETWEEN_NEWS;

    ForkDesk(Order order, PrintStream out, Diary diary, Supervisor supervisor) {
        this.order = order;
        this.out = out;
        this.diary = diary;
        this.supervisor = supervisor;
    }

    /// Takes care of something that has to be closed.
    void own(AutoCloseable resource) {
        synchronized (owned) {
            owned.push(resource);
        }
    }

    private AutoCloseable next() {
        synchronized (owned) {
            return owned.poll();
        }
    }

    @Override
    public <T> T run(Callable<T> body) throws Exception {
        try {
            return supervisor.run("run", body);
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    @Override
    public <A> Experiment<A> experiment(
            Plan plan, String name, String job, Answers<A> answers, Listener listener) {
        return Experiment.on(machine, name, job, answers, plan, order.drawing(), listener);
    }

    @Override
    public long drawing(long seed) {
        return order.drawing();
    }

    @Override
    public boolean has(String experiment, String workload, String model, IntPredicate workers) {
        return order.leaves(experiment, model, workers);
    }

    @Override
    public void keep(Comparison measured, Comparison fresh) {
        boolean again = fresh.measurements().size() < measured.measurements().size();
        tell(new Told.Measured(measured, again));
    }

    @Override
    public void keep(Input input) {
        tell(new Told.Given(input));
    }

    @Override
    public void keep(Note note) {
        tell(new Told.Noted(note));
    }

    @Override
    public void doing(Cell cell) {
        diary.write(cell);
    }

    @Override
    public void at(double fraction, String doing) {
        long now = System.nanoTime();
        if (now - lastNews < BETWEEN_NEWS) return;
        lastNews = now;
        tell(new Told.At(fraction));
    }

    @Override
    public void done(String line) {
        tell(new Told.Said(line));
    }

    private void tell(Told news) {
        try {
            send(mapper.writerFor(Told.class).writeValueAsString(news));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a line; a blank one says no more than that this JVM is alive.
    void send(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /// Closes what was started.
    @Override
    public void close() {
        for (var resource = next(); resource != null; resource = next()) {
            try {
                resource.close();
            } catch (Exception e) {
                System.err.println(resource.getClass().getSimpleName() + " would not close: " + e);
            }
        }
    }
}
