/// What executors do with tasks: queues, rejection, pools that wait for themselves.
package lab.executor;
