package tools.jupyter;

import java.util.List;
import java.util.Map;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.Jupyter.Unavailable;

/// The Jupyter on the PATH: the first that works, as the first may be a shim that leads nowhere.
record OnPath(Map<String, String> env) implements JupyterSource {
    @Override
    public String name() {
        return "the PATH";
    }

    @Override
    public Jupyter ready(Need need) throws Unavailable {
        Unavailable first = null;
        for (var program : Processes.onPath(env, "jupyter")) {
            try {
                return Jupyter.check(program, List.of(), need);
            } catch (Unavailable e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new Unavailable("no jupyter on it") : first;
    }

    @Override
    public Jupyter install(Need need) throws Unavailable {
        return ready(need);
    }
}
