package tools.jupyter;

import java.io.IOException;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.Jupyter.Unavailable;

/// A way to come by a Jupyter.
interface JupyterSource {
    /// What it is called in a message.
    String name();

    /// One that is there already.
    ///
    /// @throws Unavailable if there is none that works
    Jupyter ready(Need need) throws Unavailable, IOException;

    /// One that is installed now, which may need a network and take minutes.
    ///
    /// @throws Unavailable if that failed
    Jupyter install(Need need) throws Unavailable, IOException;
}
