/// A simulator of processor scheduling: jobs, policies, and the figures by which policies are
/// judged. It knows no clock and no thread: the same jobs under the same policy always give the
/// same schedule.
///
/// Conventions, where textbooks need one. Of jobs that a policy ranks alike, the one that has been
/// in the queue for longer goes first. A job that arrives just when a quantum ends is in the queue
/// before the job that is sent back ([lab.schedule.Processors#preemptedFirst()] turns that round).
/// A job whose quantum ends goes to the back of the queue; one that is preempted by a more urgent
/// one goes to the front, and keeps the rest of its quantum. A lower rank is more urgent, and only
/// a strictly lower one preempts.
package lab.schedule;
