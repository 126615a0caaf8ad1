package tests.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import lab.system.TemporaryFolder;

/// The same calls in Go, Node and CPython.
enum OtherLanguages {
    GO(
            "Go (goroutines)",
            Peer.Language.GO,
            """
            package main

            import ("bufio"; "fmt"; "io"; "net/http"; "os"; "strconv"; "strings"; "sync"; "syscall"; "time")

            func cpu() int64 {
            	var r syscall.Rusage
            	syscall.Getrusage(0, &r)
            	return (r.Utime.Sec+r.Stime.Sec)*1e6 + r.Utime.Usec + r.Stime.Usec
            }

            func main() {
            	base, ms := os.Args[1], os.Args[3]
            	n, _ := strconv.Atoi(os.Args[2])
            	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: n}}
            	in := bufio.NewScanner(os.Stdin)
            	for in.Scan() {
            		c, t := cpu(), time.Now()
            		wrong := make([]bool, n)
            		var all sync.WaitGroup
            		for i := 0; i < n; i++ {
            			all.Add(1)
            			go func(i int) {
            				defer all.Done()
            				id := strconv.Itoa(i)
            				r, err := client.Get(base + "/wait?ms=" + ms + "&id=" + id)
            				if err != nil { wrong[i] = true; return }
            				body, _ := io.ReadAll(r.Body)
            				r.Body.Close()
            				wrong[i] = !strings.HasPrefix(string(body), "the answer to call "+id+" is ")
            			}(i)
            		}
            		all.Wait()
            		for _, w := range wrong { if w { panic("a wrong answer") } }
            		fmt.Println(float64(time.Since(t).Microseconds())/1e3, cpu()-c)
            	}
            }
            """),
    NODE(
            "Node (http)",
            Peer.Language.NODE,
            """
            const http = require('http'), [base, n, ms] = process.argv.slice(2)
            const { hostname, port } = new URL(base)
            const agent = new http.Agent({ keepAlive: true, maxFreeSockets: +n })
            const get = id => new Promise((done, fail) => {
              http.get({ hostname, port, path: `/wait?ms=${ms}&id=${id}`, agent }, answer => {
                let body = ''
                answer.setEncoding('utf8')
                answer.on('data', part => body += part).on('error', fail)
                answer.on('end', () => body.startsWith(`the answer to call ${id} is `) ? done() : fail('wrong'))
              }).on('error', fail)
            })
            require('readline').createInterface({ input: process.stdin }).on('line', async () => {
              const c = process.cpuUsage(), t = performance.now()
              await Promise.all(Array.from({ length: +n }, (_, id) => get(id)))
              const used = process.cpuUsage(c)
              console.log(performance.now() - t, used.user + used.system)
            }).on('close', () => process.exit())
            """),
    PYTHON(
            "CPython (asyncio)",
            Peer.Language.PYTHON,
            """
            import asyncio, sys, time
            base, n, ms = sys.argv[1], int(sys.argv[2]), sys.argv[3]
            host, port = base.split("/")[2].split(":")
            idle = []

            async def get(id):
                reader, writer = idle.pop() if idle else await asyncio.open_connection(host, port)
                writer.write(f"GET /wait?ms={ms}&id={id} HTTP/1.1\\r\\nhost: {host}\\r\\n\\r\\n".encode())
                head = await reader.readuntil(b"\\r\\n\\r\\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\\r\\n")[0])
                body = await reader.readexactly(length)
                idle.append((reader, writer))
                assert body.startswith(f"the answer to call {id} is ".encode())

            async def main():
                loop = asyncio.get_running_loop()
                while await loop.run_in_executor(None, sys.stdin.readline):
                    c, t = time.process_time(), time.perf_counter()
                    await asyncio.gather(*(get(id) for id in range(n)))
                    took = time.perf_counter() - t
                    print(took * 1e3, (time.process_time() - c) * 1e6, flush=True)

            asyncio.run(main())
            """);

    private final String title;
    private final Peer peer;

    OtherLanguages(String title, Peer.Language language, String program) {
        this.title = title;
        this.peer = new Peer(language, program);
    }

    /// Starts those that are here; says of each of the others that it is not.
    ///
    /// @param owned what is to be closed
    static SequencedMap<String, Callable<Turn>> on(
            URI service, int calls, int millis, Deque<AutoCloseable> owned) throws Exception {
        var folder = TemporaryFolder.make();
        owned.push(folder);
        var ways = new LinkedHashMap<String, Callable<Turn>>();
        for (var language : values()) {
            try {
                var place = Files.createDirectory(folder.path().resolve(language.name()));
                var child = language.peer.start(place, service.toString(), "" + calls, "" + millis);
                owned.push(child);
                ways.put(language.title, () -> Peer.turn(child, "go"));
            } catch (IOException e) {
                System.err.println(language.title + " is not here: " + e.getMessage());
            }
        }
        return ways;
    }
}
