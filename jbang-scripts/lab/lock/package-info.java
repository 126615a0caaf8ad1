/// Locks that go wrong and locks that pay: who waits for whom, deadlocks found and broken, tables
/// of philosophers.
package lab.lock;
