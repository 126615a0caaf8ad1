/// Event loops, and what goes wrong on them.
package lab.async;
