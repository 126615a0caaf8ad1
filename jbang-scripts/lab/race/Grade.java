package lab.race;

/// What to think of an outcome, in the words of jcstress.
public enum Grade {
    /// What the programmer wants.
    ACCEPTABLE,
    /// What the language allows, and the programmer hardly wants.
    INTERESTING,
    /// What must never be seen.
    FORBIDDEN
}
