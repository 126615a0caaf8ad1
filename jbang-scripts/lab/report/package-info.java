/// The report of a cheat sheet: one page of HTML that needs nothing else.
package lab.report;
