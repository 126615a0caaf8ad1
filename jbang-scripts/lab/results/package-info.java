/// Results of a run, read back from its folder: rows, notes, and what they recommend.
package lab.results;
