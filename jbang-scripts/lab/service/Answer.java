package lab.service;

/// What the web service answers, so that an answer to another call is noticed.
final class Answer {
    private Answer() {}

    static String of(int id) {
        return "the answer to call " + id + " is " + Long.toHexString(Mix.of(id));
    }
}
