package lab.service;

import java.nio.charset.StandardCharsets;
import lab.load.CallFailed;

/// What came back over HTTP.
///
/// @param status the status code
/// @param body the bytes after the header
record Reply(int status, byte[] body) {
    private static final int OK = 200;

    /// The body of a good answer.
    ///
    /// @throws CallFailed if the answer is that there is none
    byte[] content() throws CallFailed {
        if (status != OK) throw refused(status);
        return body;
    }

    String text() throws CallFailed {
        return new String(content(), StandardCharsets.UTF_8);
    }

    static CallFailed refused(int status) {
        return new CallFailed("answered " + status);
    }

    static CallFailed cut(Throwable noticed) {
        return new CallFailed("cut off", noticed);
    }
}
