/// Load: calls that come in, how long each takes to be answered, and what of it was wrong.
///
/// An [lab.load.OpenLoop] calls by the clock, a [lab.load.ClosedLoop] with a fixed number of
/// callers. Both take a [lab.load.Caller], which is how a call is made, and give a [lab.load.Load],
/// which is what came of it.
package lab.load;
