/// Races made to happen, counted, and explained: litmus tests with tables of outcomes, every
/// interleaving of a few steps, and fixed work under contention.
package lab.race;
