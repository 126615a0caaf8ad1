package lab.pool;

import java.io.InvalidObjectException;

/// Something that arrived was not read, since it is not on the list of what may arrive.
public final class Refused extends InvalidObjectException {
    private static final long serialVersionUID = 1;

    /// @param why what was refused
    public Refused(String why, Throwable cause) {
        super(why, cause);
    }
}
