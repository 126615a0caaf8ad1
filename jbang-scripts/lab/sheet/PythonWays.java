package lab.sheet;

/// The program that CPython runs for the sheet: what a job is, four ways to do one, and the loop
/// that does what it is told. The jobs themselves are [PythonComputing] and [PythonSharing].
///
/// To `prepare` with a job, the number of its threads and processes, and its arguments, tabs
/// between them, it answers `prepared`; its processes have started then, and have read their input.
/// To `one`, `threads`, `processes` or `coroutines` it answers as [lab.python.PythonRounds] wants
/// it: a digest of the answer, which is taken after the clock was read, the elapsed time, the
/// processor time, that of the processes included, and the most memory that was resident.
///
/// That is what Linux keeps of a process as `VmHWM`, set back before the clock is read: of the
/// process itself, and where a pool does the job, of its processes too. Their marks are added up,
/// so pages that they share count in each. Where the system keeps no such mark, it is 0.
final class PythonWays {
    private static final String BEGINNING =
            """
            import asyncio, collections, hashlib, http.client, math, multiprocessing, os, queue, re
            import shutil, struct, sys, threading, time, zlib


            class Job:
                # Work in parts. The answers of the parts make the answer of the whole.

                shared = None  # what a team of processes shares
                elsewhere = 0  # processor time of that team, in ns

                def __init__(self, team, parts):
                    self.team, self.parts = team, parts

                def combine(self, answers):
                    return sum(answers)

                def digest(self, answer):
                    return answer

                def one(self):
                    return self.combine([self.part(p) for p in self.parts])

                def threads(self):
                    answers, todo = [None] * len(self.parts), queue.SimpleQueue()
                    for numbered in enumerate(self.parts): todo.put(numbered)
                    def work():
                        for i, p in iter(todo.get, None): answers[i] = self.part(p)
                    for _ in range(self.team): todo.put(None)
                    together(work, self.team)
                    return self.combine(answers)

                def processes(self):
                    done = POOL.map(part, self.parts, max(1, len(self.parts) // (8 * self.team)))
                    self.elsewhere = sum(cpu for _, cpu in done)
                    return self.combine([answer for answer, _ in done])

                def coroutines(self):
                    async def whole():
                        return await asyncio.gather(*map(self.coroutine, self.parts))
                    return self.combine(LOOP.run_until_complete(whole()))

                async def coroutine(self, p):
                    return self.part(p)

                def share(self):
                    pass

                def close(self):
                    pass


            def together(work, n):
                team = [threading.Thread(target=work) for _ in range(n)]
                for t in team: t.start()
                for t in team: t.join()


            def ranges(items, team, least=1):
                # About eight parts for each of a team.
                step = max(least, items // (8 * team))
                return [(a, min(a + step, items)) for a in range(0, items, step)]
            """;

    private static final String END =
            """
            def begin(kind, team, arguments, shared):
                # In a process of the team: the same job.
                global JOB
                JOB = globals()[kind](team, *arguments)
                if shared: JOB.places, JOB.locks = shared


            def forget(processes):
                # Sets back the marks of the most memory that processes had resident.
                try:
                    for p in processes:
                        with open("/proc/%d/clear_refs" % p, "w") as f: f.write("5")
                    return processes
                except OSError:
                    return []


            def resident(processes):
                # The most that each had since then, in bytes, added up; 0 if it is not known.
                try:
                    return sum(map(mark, processes))
                except (OSError, ValueError):
                    return 0


            def mark(process):
                with open("/proc/%d/status" % process) as f:
                    for line in f:
                        if line.startswith("VmHWM:"): return 1024 * int(line.split()[1])
                raise ValueError("it has ended")


            def part(p):
                cpu = time.process_time_ns()
                answer = JOB.part(p)
                return answer, time.process_time_ns() - cpu


            def main():
                global JOB, POOL, LOOP
                JOB = POOL = None
                LOOP = asyncio.new_event_loop()
                asyncio.set_event_loop(LOOP)
                sys.stdin.reconfigure(encoding="utf-8")
                print("ready", flush=True)
                for line in sys.stdin:
                    way, *words = line.rstrip("\\n").split("\\t")
                    if way == "prepare":
                        if JOB: JOB.close()
                        if POOL: POOL.terminate()
                        team, processes = int(words[1]), int(words[2])
                        JOB = globals()[words[0]](team, *words[3:])
                        JOB.share()
                        begun = words[0], team, words[3:], JOB.shared
                        POOL = multiprocessing.Pool(processes, begin, begun)
                        print("prepared", flush=True)
                    else:
                        JOB.elsewhere, team = 0, [os.getpid()]
                        if way == "processes":
                            team += [p.pid for p in multiprocessing.active_children()]
                        team = forget(team)
                        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
                        answer = getattr(JOB, way)()
                        wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
                        memory = resident(team)
                        figures = wall, cpu + JOB.elsewhere, memory
                        print(JOB.digest(answer), *figures, flush=True)
                if POOL: POOL.terminate()


            if __name__ == "__main__":
                main()
            """;

    private PythonWays() {}

    /// The whole program.
    static String program() {
        return String.join("\n\n", BEGINNING, PythonComputing.JOBS, PythonSharing.JOBS, END);
    }
}
