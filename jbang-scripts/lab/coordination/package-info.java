/// Small jobs that are nothing but coordination.
package lab.coordination;
