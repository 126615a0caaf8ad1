/// The cheat sheet: every model on every workload, measured.
package lab.sheet;
