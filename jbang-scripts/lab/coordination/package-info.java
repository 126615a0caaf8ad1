/// Small jobs that are nothing but coordination: starting, handing over, meeting, collecting. Each
/// has a checked answer, and an interface that a concurrency model implements in a few lines.
package lab.coordination;
