/// Services with real parts to work with: a web service, a database, files.
package lab.service;
