/// The CPythons of this machine, and work done in them.
package lab.python;
