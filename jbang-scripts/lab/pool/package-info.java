/// A pool whose workers are processes: JVMs that are started once, take tasks, and send answers.
///
/// A task travels as bytes, with the classes and the variables of the notebook that it needs. What
/// arrives is read through a list of what may. The way is the worker's own standard input and
/// output: two pipes that nobody else can connect to.
package lab.pool;
