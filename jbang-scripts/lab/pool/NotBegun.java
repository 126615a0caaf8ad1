package lab.pool;

/// A worker had ended before it had all of a task, so that certainly did not run.
final class NotBegun extends Exception {
    private static final long serialVersionUID = 1;

    NotBegun(WorkerDied died) {
        super(died);
    }

    WorkerDied died() {
        return (WorkerDied) getCause();
    }
}
