package lab.pool;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;

/// The program of a worker process: takes tasks from its standard input, and writes answers to its
/// standard output. What tasks print goes to the pool as messages, and nothing else does.
///
/// Two threads: one reads, so that the end of the pool is noticed even while a task computes, and
/// ends this process then; the other runs the tasks, one after the other.
public final class Worker implements Runnable {
    private static final int NO_POOL = 2;
    private static final int OUT_OF_MEMORY = 3;

    private final Channel channel;
    private final Set<String> allowed;
    private final SynchronousQueue<Message> inbox = new SynchronousQueue<>();
    private final Recent<Long, TaskLoader> loaders = new Recent<>(Bundle.KEPT);
    private volatile boolean working;

    private Worker(Channel channel, Set<String> allowed) {
        this.channel = channel;
        this.allowed = allowed;
    }

    /// Works until the pool closes the pipe.
    public static void main(String... args) throws Exception {
        var channel =
                new Channel(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out));
        System.setIn(InputStream.nullInputStream());
        Message.Hello hello;
        try {
            hello = (Message.Hello) channel.receive();
        } catch (IOException | ClassCastException e) {
            System.err.println("this is a worker of a process pool, and only a pool can start it");
            System.exit(NO_POOL);
            return;
        }
        var worker = new Worker(channel, Set.of(hello.allowed()));
        System.setOut(worker.printing(false));
        System.setErr(worker.printing(true));
        var runner = new Thread(worker, "task");
        runner.setDaemon(true);
        runner.start();
        channel.send(new Message.Ready(hello.secret()));
        worker.read();
    }

    private PrintStream printing(boolean asError) {
        return new PrintStream(new Print(asError), true, StandardCharsets.UTF_8);
    }

    /// What tasks print becomes a message with each flush.
    private final class Print extends OutputStream {
        private final boolean asError;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream(); // guarded by this

        Print(boolean asError) {
            this.asError = asError;
        }

        @Override
        public synchronized void write(int b) {
            text.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            text.write(bytes, from, length);
        }

        @Override
        public synchronized void flush() throws IOException {
            if (text.size() == 0) return;
            channel.send(new Message.Printed(asError, text.toByteArray()));
            text.reset();
        }
    }

    private void read() throws InterruptedException {
        try {
            while (true) inbox.put(channel.receive());
        } catch (EOFException e) {
            if (working) Runtime.getRuntime().halt(0);
            System.exit(0);
        } catch (IOException e) {
            Runtime.getRuntime().halt(NO_POOL);
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                var message = inbox.take();
                if (message instanceof Message.Work work) {
                    working = true;
                    channel.send(answer(work));
                    working = false;
                } else if (message instanceof Message.Classes classes) {
                    loaders.put(classes.bundle(), new TaskLoader(classes.files()));
                } else {
                    Runtime.getRuntime().halt(NO_POOL);
                }
            }
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(NO_POOL); // the pool is gone
        } catch (VirtualMachineError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }

    private Message.Answer answer(Message.Work work) throws IOException {
        long start = System.nanoTime();
        long read = start;
        long done = start;
        byte[] bytes;
        boolean well = true;
        try {
            var task = unpack(work);
            read = System.nanoTime();
            var answer = run(task);
            done = System.nanoTime();
            bytes = pack(answer);
        } catch (Throwable thrown) {
            if (done == start) done = System.nanoTime();
            if (read == start) read = done;
            well = false;
            bytes = Failures.pack(thrown);
        }
        System.out.flush();
        System.err.flush();
        return new Message.Answer(
                work.number(), well, read - start, done - read, System.nanoTime() - done, bytes);
    }

    private Object unpack(Message.Work work) throws IOException, ReflectiveOperationException {
        var bundle = loaders.get(work.bundle());
        var loader = bundle == null ? ClassLoader.getSystemClassLoader() : bundle;
        Set<String> travelled = bundle == null ? Collections.emptySet() : bundle.files().keySet();
        Thread.currentThread().setContextClassLoader(loader);
        try (var unpacker =
                new Unpacker(work.bytes(), loader, new AllowList(travelled, allowed, true))) {
            var task = unpacker.next();
            for (var owner = unpacker.next(); owner != null; owner = unpacker.next()) {
                var type = Class.forName((String) owner, true, loader);
                new Variable(type, (String) unpacker.next()).set(unpacker.next());
            }
            return task;
        }
    }

    private static Object run(Object task) throws Exception {
        if (task instanceof Callable<?> callable) return callable.call();
        ((Runnable) task).run();
        return null;
    }

    private static byte[] pack(Object answer) throws IOException {
        var bytes = new ByteArrayOutputStream(256);
        try (var packer = new Packer(bytes)) {
            packer.writeObject(answer);
        } catch (NotSerializableException e) {
            throw Packer.cannotTravel("the answer", e);
        }
        return bytes.toByteArray();
    }
}
