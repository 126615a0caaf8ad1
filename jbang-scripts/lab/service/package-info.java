/// Services with real parts to work with: a web service in a JVM of its own, a database behind a
/// connection pool, files. Each says what the right answer is, and can fail now and then.
package lab.service;
