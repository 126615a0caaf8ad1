package lab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lab.python.Python;
import lab.system.ChildProcess;

/// What Python's asyncio answers to the phrases of the lesson, in a real CPython.
///
/// @param python the one that was asked
/// @param answers by the names of the phrases
record Asyncio(Python python, Map<String, String> answers) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NOT_THERE = "not in this Python";

    private static final String PROGRAM =
            """
            import asyncio

            async def call(number, seconds=0.01):
                await asyncio.sleep(seconds)
                return number

            async def never():
                await asyncio.Event().wait()

            async def fails():
                raise OSError("no line")

            async def one():
                return await call(1)

            async def sleep():
                return await asyncio.sleep(0.01, 2)

            async def wait_for():
                try:
                    return await asyncio.wait_for(never(), 0.01)
                except asyncio.TimeoutError:
                    return "too late"

            async def instead():
                try:
                    return await asyncio.wait_for(never(), 0.01)
                except asyncio.TimeoutError:
                    return 4

            async def shield():
                asked = asyncio.ensure_future(call(5))
                asyncio.shield(asked).cancel()
                return await asked

            async def gather():
                return await asyncio.gather(call(1), call(2))

            async def return_exceptions():
                return (await asyncio.gather(fails(), return_exceptions=True))[0]

            async def first():
                calls = [asyncio.ensure_future(c) for c in (never(), call(1))]
                done, pending = await asyncio.wait(
                    calls, return_when=asyncio.FIRST_COMPLETED)
                for late in pending:
                    late.cancel()
                return done.pop().result()

            async def as_completed():
                return [await c for c in asyncio.as_completed([call(1, 0.05), call(2)])]

            async def group():
                if not hasattr(asyncio, "TaskGroup"):
                    return "%s"
                try:
                    async with asyncio.TaskGroup() as group:
                        other = group.create_task(never())
                        group.create_task(fails())
                except Exception as failures:
                    end = str(failures.exceptions[0])
                return "cancelled: " + end if other.cancelled() else end

            async def limit():
                five, now, most = asyncio.Semaphore(5), 0, 0
                async def limited(number):
                    nonlocal now, most
                    async with five:
                        now += 1
                        most = max(most, now)
                        answer = await call(number)
                        now -= 1
                        return answer
                ten = await asyncio.gather(*(limited(n) for n in range(10)))
                return "sum %%d, %%d at once" %% (sum(ten), most)

            async def main():
                for name, phrase in (
                        ("await call(1)", one), ("sleep", sleep), ("wait_for", wait_for),
                        ("except TimeoutError", instead), ("shield", shield),
                        ("gather", gather), ("return_exceptions", return_exceptions),
                        ("FIRST_COMPLETED", first), ("as_completed", as_completed),
                        ("TaskGroup", group), ("Semaphore(5)", limit)):
                    print(name, await phrase(), sep="\\t")

            asyncio.run(main())
            """
                    .formatted(NOT_THERE);

    /// Asks the first CPython that is found.
    ///
    /// @return empty if there is none, or asyncio does not work in it
    /// @throws BadUsage if the environment names a Python that does not do
    static Optional<Asyncio> ask(Lab lab) throws Exception {
        var found = Pythons.of(lab, "").found();
        var python =
                Stream.of(found.locked(), found.freeThreaded())
                        .flatMap(Optional::stream)
                        .findFirst();
        if (python.isEmpty()) return Optional.empty();
        var command = python.get().command("-c", PROGRAM).within(LIMIT);
        var ended = lab.run(() -> ChildProcess.run(command));
        if (!ended.well()) return Optional.empty();
        var answers = new LinkedHashMap<String, String>();
        for (var line : ended.out().lines().toList()) {
            var parts = line.split("\t", 2);
            answers.put(parts[0], parts[1]);
        }
        return Optional.of(new Asyncio(python.get(), answers));
    }

    /// What came of a phrase; that it is not there, if this Python or this program has none of the
    /// name.
    String answer(String phrase) {
        return answers.getOrDefault(phrase, NOT_THERE);
    }

    /// Whether the phrase gave this, or is not there.
    boolean agrees(String phrase, Object answer) {
        var mine = answer(phrase);
        return mine.equals(NOT_THERE) || mine.equals(String.valueOf(answer));
    }
}
