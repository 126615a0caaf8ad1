package lab.sheet;

/// The jobs that wait, and those that change what is shared, in Python.
final class PythonSharing {
    static final String JOBS =
            """
            class WebCalls(Job):
                def __init__(self, team, host, port, millis, calls):
                    self.host, self.port, self.millis = host, int(port), millis
                    self.idle, self.streams = [], []  # connections that no call uses
                    super().__init__(int(calls), range(int(calls)))

                def target(self, number):
                    return "/wait?ms=%s&id=%d" % (self.millis, number)

                def part(self, number):
                    try: line = self.idle.pop()
                    except IndexError: line = http.client.HTTPConnection(self.host, self.port)
                    line.request("GET", self.target(number))
                    answer = line.getresponse().read()
                    self.idle.append(line)
                    return answer

                async def coroutine(self, number):
                    if self.streams: reader, writer = self.streams.pop()
                    else: reader, writer = await asyncio.open_connection(self.host, self.port)
                    request = "GET %s HTTP/1.1\\r\\nhost: %s:%d\\r\\n\\r\\n"
                    writer.write((request % (self.target(number), self.host, self.port)).encode())
                    head = await reader.readuntil(b"\\r\\n\\r\\n")
                    length = re.search(rb"(?i)\\r\\ncontent-length: *(\\d+)", head)
                    answer = await reader.readexactly(int(length.group(1)))
                    self.streams.append((reader, writer))
                    return answer

                def combine(self, answers):
                    return answers

                def digest(self, answers):
                    return zlib.crc32(b"\\n".join(answers))

                def close(self):
                    for line in self.idle: line.close()
                    for _, writer in self.streams: writer.close()


            class Copies(Job):
                def __init__(self, team, names, folder):
                    self.names, self.folder = texts(names), folder
                    super().__init__(team, range(len(self.names)))

                def part(self, number):
                    copy, digest = os.path.join(self.folder, "%d.txt" % number), hashlib.sha256()
                    if os.path.exists(copy): os.remove(copy)  # not written over, as in Java
                    shutil.copyfile(self.names[number], copy)
                    with open(copy, "rb") as f:
                        for piece in iter(lambda: f.read(1 << 16), b""): digest.update(piece)
                    return digest.hexdigest()

                def combine(self, answers):
                    return answers

                def digest(self, answers):
                    return zlib.crc32("\\n".join(answers).encode())


            class InPlace(Job):
                # All parts change the same numbers, in a list or in memory that processes share.
                # Each takes the locks, whether or not there is anybody else, as in Java.

                def __init__(self, team, parts, numbers, start):
                    self.numbers, self.start = numbers, start
                    super().__init__(team, parts)

                def share(self):
                    places = range(self.numbers)
                    self.shared = multiprocessing.RawArray("q", self.numbers), \\
                        [multiprocessing.Lock() for _ in places]

                def begin(self):
                    self.places = [self.start] * self.numbers
                    self.locks = [threading.Lock() for _ in self.places]

                def one(self):
                    self.begin()
                    for p in self.parts: self.part(p)
                    return self.places

                def coroutines(self):
                    self.begin()
                    super().coroutines()
                    return self.places

                def threads(self):
                    self.begin()
                    super().threads()
                    return self.places

                def processes(self):
                    self.shared[0][:] = [self.start] * self.numbers
                    super().processes()
                    return list(self.shared[0])

                def combine(self, answers):
                    return None


            class Counter(InPlace):
                def __init__(self, team, tasks, each):
                    super().__init__(team, [int(each)] * int(tasks), 1, 0)

                def part(self, each):
                    places, lock = self.places, self.locks[0]
                    for _ in range(each):
                        with lock: places[0] += 1

                def digest(self, places):
                    return places[0]


            class Bank(InPlace):
                # Transfers between accounts. Both are locked, the smaller number first.

                def __init__(self, team, accounts, balance, transfers):
                    with open(transfers, "rb") as f:
                        self.transfers = list(struct.iter_unpack("<iii", f.read()))
                    parts = ranges(len(self.transfers), team)
                    super().__init__(team, parts, int(accounts), int(balance))

                def part(self, p):
                    places, locks = self.places, self.locks
                    for source, target, amount in self.transfers[p[0]:p[1]]:
                        with locks[min(source, target)], locks[max(source, target)]:
                            places[source] -= amount
                            places[target] += amount

                def digest(self, places):
                    return zlib.crc32(struct.pack("<%dq" % len(places), *places))
            """;

    private PythonSharing() {}
}
