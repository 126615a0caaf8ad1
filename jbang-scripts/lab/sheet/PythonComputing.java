package lab.sheet;

/// The CPU-bound jobs in Python, step by step as [lab.work] does them.
final class PythonComputing {
    static final String JOBS =
            """
            class Primes(Job):
                def __init__(self, team, below):
                    super().__init__(team, ranges(int(below), team))

                def part(self, p):
                    return sum(map(prime, range(*p)))


            def prime(n):
                if n < 4: return n > 1
                if n % 2 == 0 or n % 3 == 0: return False
                for d in range(5, math.isqrt(n) + 1, 6):
                    if n % d == 0 or n % (d + 2) == 0: return False
                return True


            class Mandelbrot(Job):
                def __init__(self, team, side, limit):
                    self.side, self.limit = int(side), int(limit)
                    super().__init__(team, range(self.side))

                def part(self, row):
                    step = 2.5 / self.side
                    y = (row + 0.5 - self.side / 2) * step
                    return [self.escape(-2 + (x + 0.5) * step, y) for x in range(self.side)]

                def escape(self, cx, cy):
                    x = y = xx = yy = 0.0
                    for n in range(self.limit):
                        if xx + yy > 4: return n
                        y = 2 * x * y + cy
                        x = xx - yy + cx
                        xx = x * x
                        yy = y * y
                    return self.limit

                def combine(self, rows):
                    return [n for row in rows for n in row]

                def digest(self, pixels):
                    return zlib.crc32(struct.pack("<%di" % len(pixels), *pixels))


            class Queens(Job):
                def __init__(self, team, n):
                    self.n = int(n)
                    self.board = (1 << self.n) - 1
                    super().__init__(team, [(a, b) for a in range(self.n) for b in range(self.n)
                                            if abs(a - b) > 1])

                def part(self, p):
                    a, b = 1 << p[0], 1 << p[1]
                    return self.search(a | b, a << 2 | b << 1, a >> 2 | b >> 1)

                def search(self, columns, left, right):
                    if columns == self.board: return 1
                    ways, free = 0, self.board & ~(columns | left | right)
                    while free:
                        q = free & -free
                        free &= free - 1
                        ways += self.search(columns | q, (left | q) << 1, (right | q) >> 1)
                    return ways


            def texts(file):
                with open(file, encoding="utf-8", newline="") as f:
                    return f.read().split("\\0")


            class Words(Job):
                def __init__(self, team, file):
                    self.texts = texts(file)
                    no_letters = "".join({c for t in self.texts for c in t if c.isnumeric()})
                    letters = r"[^\\W_%s]+" % no_letters
                    self.word = re.compile("%s(?:['\\u2019]%s)*" % (letters, letters))
                    super().__init__(team, ranges(len(self.texts), team))

                def part(self, p):
                    counts = collections.Counter()
                    for t in self.texts[p[0]:p[1]]: counts.update(self.word.findall(t.lower()))
                    return counts

                def combine(self, parts):
                    counts = collections.Counter()
                    for part in parts: counts.update(part)
                    return counts

                def digest(self, counts):
                    sums = sum(zlib.crc32(word.encode()) * n for word, n in counts.items())
                    return sums & (1 << 62) - 1


            class Search(Job):
                def __init__(self, team, file, *words):
                    self.texts, self.words = texts(file), words
                    super().__init__(team, range(len(self.texts)))

                def part(self, number):
                    return [hit for word in self.words for hit in self.search(number, word)]

                def search(self, number, word):
                    masks, hits, previous = collections.defaultdict(int), [], -1
                    for i, c in enumerate(word): masks[c] |= 1 << i
                    masks, every, last = dict(masks), (1 << 64) - 1, 1 << len(word) - 1
                    up, down, distance = every, 0, len(word)
                    for end, c in enumerate(self.texts[number], 1):
                        equal = masks.get(c, 0)
                        vertical = equal | down
                        horizontal = (((equal & up) + up) ^ up) | equal
                        right = down | ~(horizontal | up)
                        left = up & horizontal
                        if right & last: distance += 1
                        if left & last: distance -= 1
                        right <<= 1
                        up = (left << 1 | ~(vertical | right)) & every
                        down = right & vertical & every
                        if distance <= 2:
                            if end != previous + 1: hits.append((number, word, end, distance))
                            elif distance < hits[-1][3]: hits[-1] = (number, word, end, distance)
                            previous = end
                    return hits

                def combine(self, parts):
                    return [hit for part in parts for hit in part]

                def digest(self, hits):
                    return zlib.crc32("".join("%d %s %d %d\\n" % hit for hit in hits).encode())


            class Blur(Job):
                def __init__(self, team, picture, blurred, width, radius, first, last):
                    width, self.radius = 3 * int(width), int(radius)
                    with open(picture, "rb") as f: pixels = f.read()
                    with open(blurred, "rb") as f: self.blurred = f.read()
                    self.rows = [pixels[a:a + width] for a in range(0, len(pixels), width)]
                    bell = [math.exp(-4.5 * (i / self.radius) ** 2) for i in range(self.radius + 1)]
                    self.weights = [b / (2 * sum(bell) - bell[0]) for b in bell]
                    super().__init__(team, range(int(first), int(last)))

                def part(self, y):
                    rows, end = self.rows, 2 * len(self.rows) - 1
                    def mirrored(at): return rows[-1 - at if at < 0 else min(at, end - at)]
                    sums = [self.weights[0] * a for a in rows[y]]
                    for d in range(1, self.radius + 1):
                        w = self.weights[d]
                        sums = [s + w * (a + b)
                                for s, a, b in zip(sums, mirrored(y - d), mirrored(y + d))]
                    border, wide = 3 * self.radius, [0.0] * (len(sums) + 6 * self.radius)
                    for colour in range(3):
                        line = sums[colour::3]
                        before, after = line[self.radius - 1::-1], line[:-self.radius - 1:-1]
                        wide[colour::3] = before + line + after
                    sums = [self.weights[0] * a for a in sums]
                    for d in range(1, self.radius + 1):
                        w, left, right = self.weights[d], border - 3 * d, border + 3 * d
                        sums = [s + w * (a + b) for s, a, b in zip(sums, wide[left:], wide[right:])]
                    return bytes([min(255, int(s + 0.5)) for s in sums])

                def combine(self, rows):
                    return b"".join(rows)

                def digest(self, answer):
                    # How many levels of colour are Java's, give or take one.
                    return sum(abs(a - b) < 2 for a, b in zip(answer, self.blurred))
            """;

    private PythonComputing() {}
}
