package lab.schedule;

/// What a policy may know of a job that is ready or running.
///
/// @param job what it is
/// @param now the time
/// @param burst how long the burst is that it computes, from its beginning to its end: no real
///   system knows that, but some policies ask for it
/// @param remaining what is left of that burst
/// @param waited how long it has been ready without running, in all
/// @param used the processor time that it has had, in all or since [Policy#boost()]
public record Task(
        Job job, double now, double burst, double remaining, double waited, double used) {}
