/// Event loops and what a program needs on top of futures: limits, groups, and ways to make many
/// calls at once, for comparing them.
package lab.async;
