///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java

import lab.Lab;
import lab.Sheets;
import lab.sheet.Jobs;
import lab.sheet.Models;

/// The cheat sheet: every model on every workload, measured on this machine.
void main(String... args) throws Exception {
    var lab = Lab.open("cheatsheet", args);
    var sheets = new Sheets(lab);
    sheets.show(sheets.measure(Models.all(), Jobs.all()));
    lab.close();
}
