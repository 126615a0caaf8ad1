/// What threads really did: timelines from the events of the JDK Flight Recorder, and the time
/// slices that a thread notices itself.
package lab.observe;
