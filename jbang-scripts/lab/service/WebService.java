package lab.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;

/// A web service in a JVM of its own, on a free port of the loopback interface. So neither its
/// processor time nor its memory counts as its clients'.
///
/// It starts when it is first needed, and again if it is needed after it was closed. Copies with
/// another latency or other faults are the same process: a call carries what it asks for.
public final class WebService implements Failing<WebService>, AutoCloseable {
    static final String HOST = "127.0.0.1";

    private final Owner owner;
    private final Shelf shelf;
    private final Reopened<ServerProcess> server;
    private final Duration latency;
    private final Faults faults;

    /// @param owner closes it, and its clients, when work is interrupted and at the end
    /// @param files a folder with texts that can be downloaded
    /// @param latency how long an answer takes
    /// @throws IOException if there are no such texts
    public WebService(Owner owner, Path files, Duration latency) throws IOException {
        this(owner, files, latency, true);
    }

    /// The same.
    ///
    /// @param manyCalls false if it will be called for seconds only: then its code is not compiled
    ///   as well as it could be, which would take a processor from its clients all the time
    /// @throws IOException if there are no such texts
    public WebService(Owner owner, Path files, Duration latency, boolean manyCalls)
            throws IOException {
        this(
                owner,
                Shelf.of(files),
                new Reopened<>(
                        "the web service",
                        owner,
                        () -> ServerProcess.start(files, manyCalls),
                        ServerProcess::close),
                latency,
                Faults.NONE);
    }

    private WebService(
            Owner owner,
            Shelf shelf,
            Reopened<ServerProcess> server,
            Duration latency,
            Faults faults) {
        if (latency.isNegative())
            throw new IllegalArgumentException("a latency cannot be " + latency);
        this.owner = owner;
        this.shelf = shelf;
        this.server = server;
        this.latency = latency;
        this.faults = faults;
    }

    /// The same service, for calls that are answered after another time.
    public WebService with(Duration otherLatency) {
        return new WebService(owner, shelf, server, otherLatency, faults);
    }

    /// The same service, for calls some of which fail: half of these are answered with status 503,
    /// and the connection of the other half is cut in the middle of the answer.
    @Override
    public WebService failing(Faults some) {
        return new WebService(owner, shelf, server, latency, some);
    }

    /// How long an answer takes, besides what the machine takes.
    public Duration latency() {
        return latency;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    /// Where it is now; it is started if it does not run.
    ///
    /// @throws IOException if it cannot be started
    public URI uri() throws IOException {
        return URI.create("http://" + HOST + ":" + port());
    }

    /// Where call `id` goes: `http://127.0.0.1:43211/wait?ms=50&id=7`.
    ///
    /// @throws IOException if the service cannot be started
    public URI uri(int id) throws IOException {
        return uri().resolve(waiting(id));
    }

    /// The right answer to call `id`.
    public String expected(int id) {
        return Answer.of(id);
    }

    /// The files that can be downloaded and uploaded; a call with the number `id` is about file
    /// `id`.
    public Shelf files() {
        return shelf;
    }

    /// The right answer of a download or an upload: the SHA-256 of the file.
    public String expectedHash(int id) {
        return shelf.hash(id);
    }

    /// A client whose calls block the thread that makes them.
    public WebClient blocking() {
        return new WebClient(this, owner);
    }

    /// The HTTP client of the JDK, by its asynchronous methods, as it is unless told otherwise.
    public AsyncClient jdk() {
        return new JdkClient(this, owner, JdkClient::usual);
    }

    /// The same, with a virtual thread for each step that it takes.
    public AsyncClient jdkOnVirtualThreads() {
        return new JdkClient(this, owner, Executors::newVirtualThreadPerTaskExecutor);
    }

    /// The HTTP client of Vert.x, with one event loop of its own.
    public AsyncClient vertx() {
        return new VertxClient(this, owner);
    }

    /// The number of the process that it runs in; empty if it does not run.
    public OptionalLong pid() {
        return server.now()
                .filter(process -> process.child().isAlive())
                .map(process -> OptionalLong.of(process.child().pid()))
                .orElse(OptionalLong.empty());
    }

    int port() throws IOException {
        var process = server.get();
        if (process.child().isAlive()) return process.port();
        server.forget(process);
        return server.get().port();
    }

    String waiting(int id) {
        return "/wait?ms=" + latency.toMillis() + "&id=" + id + failing();
    }

    String file(int id) {
        return "/file/"
                + Math.floorMod(id, shelf.size())
                + "?ms="
                + latency.toMillis()
                + "&id="
                + id
                + failing();
    }

    private String failing() {
        return faults.share() == 0
                ? ""
                : String.format(Locale.ROOT, "&fail=%s&seed=%d", faults.share(), faults.seed());
    }

    /// Ends its process.
    @Override
    public void close() throws IOException {
        server.close();
    }
}
