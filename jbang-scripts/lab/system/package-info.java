/// What the operating system does and knows: which processors a thread may run on, child processes,
/// and the accounts that it keeps of threads and processes.
package lab.system;
