/// Work that arrives, and how long it takes to be answered.
package lab.load;
