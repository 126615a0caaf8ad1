/// What executors do with tasks: how much a pool of a size gets done, what becomes of tasks that
/// arrive too fast, and how to see that a pool waits for itself.
package lab.executor;
