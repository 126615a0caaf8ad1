/// An interpreter lock in Java, as CPython has it: held while computing, given up on waiting and on
/// request.
package lab.interpreter;
