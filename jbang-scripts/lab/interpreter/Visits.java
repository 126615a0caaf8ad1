package lab.interpreter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lab.cancel.Cancellation;

/// What a visitor sees of a server that answers each letter with the same letter, over the loopback
/// network, while other threads of the server's process may compute. After D. Beazley,
/// 'Understanding the Python GIL', 2010.
///
/// @param millis how long each answer took, in milliseconds, in the order of the requests
/// @param computed how much the computing threads did meanwhile, in their own unit
/// @param tookMillis how long the visit took, in milliseconds
public record Visits(double[] millis, long computed, double tookMillis) {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(2);

    public Visits {
        millis = millis.clone();
    }

    @Override
    public double[] millis() {
        return millis.clone();
    }

    /// What the computing threads did in a millisecond.
    public double computedPerMilli() {
        return computed / tookMillis;
    }

    /// Answers a visitor until the visitor hangs up.
    @FunctionalInterface
    public interface Server {
        /// Answers until there is nothing more to read.
        void serve(ByteChannel line) throws Exception;
    }

    /// Computes until it is told to stop.
    @FunctionalInterface
    public interface Computer {
        /// @return how much was done
        long computeUntil(BooleanSupplier stop) throws Exception;
    }

    /// Visits a server of this process.
    ///
    /// After the time limit the computing threads stop and no request is made any more; so whoever
    /// waited for them is answered. The first request is always made.
    ///
    /// @param computing how many threads compute meanwhile
    /// @param requests how many requests at most, each after a pause of up to 2 ms
    /// @throws InterruptedException if the caller is interrupted; no thread is left by then
    /// @throws Exception what a computer or the server threw
    public static Visits to(
            Server server,
            int computing,
            Computer computer,
            int requests,
            Duration limit,
            Cancellation cancellation)
            throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        var over = new AtomicBoolean();
        BooleanSupplier stop =
                () -> over.get() || System.nanoTime() > deadline || cancellation.requested();
        var here = InetAddress.getLoopbackAddress();
        var computers = new ArrayList<Future<Long>>();
        double[] millis;
        var names = new ArrayDeque<String>();
        for (int c = 1; c <= computing; c++) names.add("computing " + c);
        ThreadFactory named =
                body ->
                        Thread.ofPlatform()
                                .name(names.isEmpty() ? "server" : names.poll())
                                .unstarted(body);
        try (var pool = Executors.newFixedThreadPool(computing + 1, named);
                var door = ServerSocketChannel.open().bind(new InetSocketAddress(here, 0));
                var client = SocketChannel.open(door.getLocalAddress());
                var line = door.accept()) {
            try {
                for (int c = 0; c < computing; c++)
                    computers.add(pool.submit(() -> computer.computeUntil(stop)));
                var serving =
                        pool.submit(() -> {
                            server.serve(line);
                            return null;
                        });
                long from = System.nanoTime();
                millis = letters(client, requests, deadline, cancellation);
                over.set(true);
                double took = (System.nanoTime() - from) / 1e6;
                client.close();
                serving.get();
                long computed = 0;
                for (var done : computers) computed += done.get();
                return new Visits(millis, computed, took);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) throw cause;
                throw e;
            } finally {
                over.set(true);
                pool.shutdownNow();
            }
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException("the visit was broken off");
            throw e;
        }
    }

    /// Visits a server that listens on a port of this machine.
    ///
    /// @return how long each answer took, in milliseconds
    /// @throws InterruptedException if the caller is interrupted
    /// @throws IOException if nobody listens, or an answer is wrong or does not come
    public static double[] at(int port, int requests, Duration limit, Cancellation cancellation)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        var address = new InetSocketAddress("127.0.0.1", port);
        try (var client = SocketChannel.open(address)) {
            return letters(client, requests, deadline, cancellation);
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException("the visit was broken off");
            throw e;
        }
    }

    private static double[] letters(
            SocketChannel client, int requests, long deadline, Cancellation cancellation)
            throws IOException {
        client.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        var random = new SplittableRandom(requests);
        var letter = ByteBuffer.allocate(1);
        var millis = new double[requests];
        for (int r = 0; r < requests; r++) {
            if (r > 0 && System.nanoTime() > deadline) return Arrays.copyOf(millis, r);
            cancellation.check();
            LockSupport.parkNanos(1 + random.nextLong(LONGEST_PAUSE.toNanos()));
            long start = System.nanoTime();
            byte sent = (byte) ('a' + r % 26);
            client.write(letter.clear().put(sent).flip());
            if (client.read(letter.clear()) < 1) throw new IOException("the server has hung up");
            millis[r] = (System.nanoTime() - start) / 1e6;
            if (letter.get(0) != sent) throw new IOException("the server gave a wrong answer");
        }
        return millis;
    }
}
