package lab.sheet;

import java.util.List;

/// The models of the sheet. This list is the only place that names them all.
public final class Models {
    private Models() {}

    /// All of them, in the order of the sheet; the others are compared with the first. To add one,
    /// write a class that implements [Model] and a line here.
    public static List<Model> all() {
        return List.of(
                new Sequential(),
                new ThreadEach(),
                new FixedPool(),
                new ForkJoin(),
                new ParallelStream(),
                new VirtualThreads(),
                new OnEventLoop(),
                new OtherProcesses(),
                new UnderOneLock());
    }
}
