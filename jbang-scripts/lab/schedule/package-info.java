/// A simulator of processor scheduling: jobs, policies, and the figures by which policies are
/// judged. It knows no clock and no thread.
package lab.schedule;
