/// Worker processes that run tasks.
package lab.pool;
