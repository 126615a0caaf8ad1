///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java

import lab.Lab;
import lab.Sheets;

/// The cheat sheet: every model on every workload, measured on this machine.
void main(String... args) throws Exception {
    var lab = Lab.open("cheatsheet", args);
    var sheets = new Sheets(lab);
    var grid = sheets.measure();
    sheets.show(grid);
    sheets.report();
    sheets.claimWhole(grid);
    lab.close();
}
