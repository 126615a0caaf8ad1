package lab.sheet;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import lab.async.EventLoop;
import lab.measure.Answers;
import lab.pool.Task;
import lab.service.AsyncClient;
import lab.service.WebClient;
import lab.service.WebService;
import lab.work.Size;

/// Calls of a web service that takes its time: one call is one task, and nearly all of it is
/// waiting. The answers are all checked.
///
/// @param service takes so long for each answer
/// @param blocking its client for threads
/// @param async its client for an event loop
/// @param count how many calls
/// @param expected the right answers
public record WebCalls(
        WebService service, WebClient blocking, AsyncClient async, int count, List<String> expected)
        implements Tasks<String, List<String>> {

    /// Calls in the size of the bench.
    ///
    /// @throws IOException if the service cannot be started
    public static WebCalls on(Bench bench) throws IOException {
        boolean quick = bench.size() == Size.QUICK;
        int count = quick ? 32 : bench.size() == Size.FULL ? 400 : 60;
        var service = bench.web(Duration.ofMillis(quick ? 5 : 10));
        service.uri(); // it starts now
        return new WebCalls(
                service,
                service.blocking(),
                service.vertx(),
                count,
                IntStream.range(0, count).mapToObj(service::expected).toList());
    }

    @Override
    public String input() {
        return "%d calls of %d ms".formatted(count, service.latency().toMillis());
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public String call(int task) throws IOException {
        return blocking.get(task);
    }

    @Override
    public CompletableFuture<String> begin(int task, EventLoop loop) {
        return async.get(task);
    }

    @Override
    public Optional<String> staysHere() {
        return Optional.empty();
    }

    @Override
    public Task<String> parcel(int task) throws IOException {
        return new Visit(service.uri(task).toString());
    }

    /// A call that another process makes, by what the JDK has for it.
    private record Visit(String address) implements Task<String> {
        @Override
        public String call() throws IOException {
            try (var answer = URI.create(address).toURL().openStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Override
    public List<String> whole(List<String> answers) {
        return answers;
    }

    @Override
    public Answers<List<String>> answers() {
        return Answers.equalTo(expected);
    }
}
