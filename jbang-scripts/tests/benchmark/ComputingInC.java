package tests.benchmark;

/// The CPU-bound work of the lessons in C with OpenMP: the same algorithms, on one thread and on
/// more.
final class ComputingInC {
    private ComputingInC() {}

    /// Takes the limit of the primes, side and iterations of the Mandelbrot set, the queens, and
    /// the files of which to count the words. It is sent the name of a job and a number of threads.
    static final Peer PEER =
            new Peer(
                    Peer.Language.C,
                    """
                    #include <locale.h>
                    #include <omp.h>
                    #include <stdio.h>
                    #include <stdlib.h>
                    #include <string.h>
                    #include <sys/resource.h>
                    #include <wctype.h>

                    static double cpu(void) {
                        struct rusage r;
                        getrusage(RUSAGE_SELF, &r);
                        return (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1e6 + r.ru_utime.tv_usec + r.ru_stime.tv_usec;
                    }

                    static int is_prime(int n) {
                        if (n < 4) return n > 1;
                        if (n % 2 == 0 || n % 3 == 0) return 0;
                        for (int d = 5; d * d <= n; d += 6)
                            if (n % d == 0 || n % (d + 2) == 0) return 0;
                        return 1;
                    }

                    static long primes(int below) {
                        long count = 0;
                        #pragma omp parallel for schedule(dynamic, 4096) reduction(+ : count)
                        for (int n = 0; n < below; n++) count += is_prime(n);
                        return count;
                    }

                    static long mandelbrot(int side, int limit) {
                        int *pixels = malloc(sizeof(int) * side * side);
                        double step = 2.5 / side;
                        #pragma omp parallel for schedule(dynamic, 4)
                        for (int row = 0; row < side; row++) {
                            double cy = (row + 0.5 - side / 2.0) * step;
                            for (int column = 0; column < side; column++) {
                                double cx = -2 + (column + 0.5) * step, x = 0, y = 0, xx = 0, yy = 0;
                                int n = 0;
                                while (n < limit && xx + yy <= 4) {
                                    y = 2 * x * y + cy;
                                    x = xx - yy + cx;
                                    xx = x * x;
                                    yy = y * y;
                                    n++;
                                }
                                pixels[row * side + column] = n;
                            }
                        }
                        long sum = 0;
                        for (int i = 0; i < side * side; i++) sum += pixels[i];
                        free(pixels);
                        return sum;
                    }

                    static long search(int board, int columns, int left, int right) {
                        if (columns == board) return 1;
                        long solutions = 0;
                        for (int free = board & ~(columns | left | right); free; free &= free - 1) {
                            int queen = free & -free;
                            solutions += search(board, columns | queen, (left | queen) << 1, (right | queen) >> 1);
                        }
                        return solutions;
                    }

                    static long queens(int n) {
                        long solutions = 0;
                        #pragma omp parallel for schedule(dynamic, 8) reduction(+ : solutions)
                        for (int item = 0; item < n * n * n; item++) {
                            int first = 1 << item / (n * n), second = 1 << item / n % n, third = 1 << item % n;
                            int columns = first | second | third;
                            if (__builtin_popcount(columns) != 3 || (first << 1 | first >> 1) & second
                                || (second << 1 | second >> 1) & third || (first << 2 | first >> 2) & third) continue;
                            solutions += search((1 << n) - 1, columns, first << 3 | second << 2 | third << 1,
                                                first >> 3 | second >> 2 | third >> 1);
                        }
                        return solutions;
                    }

                    /* A hash table of words, chained, that grows. */
                    typedef struct Entry { struct Entry *next; unsigned hash, length; long count; char word[]; } Entry;
                    typedef struct { Entry **buckets; unsigned size, used; } Table;

                    static void grow(Table *t) {
                        unsigned size = t->size ? t->size * 2 : 1024;
                        Entry **buckets = calloc(size, sizeof(Entry *));
                        for (unsigned i = 0; i < t->size; i++)
                            for (Entry *e = t->buckets[i], *next; e; e = next) {
                                next = e->next;
                                e->next = buckets[e->hash & (size - 1)];
                                buckets[e->hash & (size - 1)] = e;
                            }
                        free(t->buckets);
                        t->buckets = buckets;
                        t->size = size;
                    }

                    static void add(Table *t, const char *word, unsigned length, long count) {
                        unsigned hash = 2166136261u;
                        for (unsigned i = 0; i < length; i++) hash = (hash ^ (unsigned char) word[i]) * 16777619u;
                        if (t->used * 4 >= t->size * 3) grow(t);
                        for (Entry *e = t->buckets[hash & (t->size - 1)]; e; e = e->next)
                            if (e->hash == hash && e->length == length && !memcmp(e->word, word, length)) {
                                e->count += count;
                                return;
                            }
                        Entry *e = malloc(sizeof(Entry) + length);
                        e->next = t->buckets[hash & (t->size - 1)];
                        e->hash = hash;
                        e->length = length;
                        e->count = count;
                        memcpy(e->word, word, length);
                        t->buckets[hash & (t->size - 1)] = e;
                        t->used++;
                    }

                    static void drop(Table *t) {
                        for (unsigned i = 0; i < t->size; i++)
                            for (Entry *e = t->buckets[i], *next; e; e = next) { next = e->next; free(e); }
                        free(t->buckets);
                    }

                    typedef struct { unsigned char *text; long length; } Text;

                    /* The bytes of the letter at a place, 0 if there is none; its lower case goes to `lower`. */
                    static int letter(const Text *t, long at, char *lower, int *written) {
                        if (at >= t->length) return 0;
                        unsigned c = t->text[at];
                        if (c < 128) {
                            if (c >= 'A' && c <= 'Z') c += 32;
                            *lower = c;
                            *written = 1;
                            return c >= 'a' && c <= 'z';
                        }
                        int bytes = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
                        unsigned point = c & (0xFF >> (bytes + 1));
                        for (int i = 1; i < bytes; i++) point = point << 6 | (t->text[at + i] & 0x3F);
                        if (!iswalpha(point)) return 0;
                        *written = wctomb(lower, towlower(point));
                        return bytes;
                    }

                    /* The bytes of the apostrophe at a place, 0 if there is none. */
                    static int apostrophe(const Text *t, long at) {
                        if (at < t->length && t->text[at] == '\\'') return 1;
                        return at + 2 < t->length && !memcmp(t->text + at, "\\xE2\\x80\\x99", 3) ? 3 : 0;
                    }

                    static void count(const Text *t, Table *words) {
                        char word[4096];
                        for (long at = 0; at < t->length;) {
                            int length = 0, written, bytes = letter(t, at, word, &written);
                            if (!bytes) {
                                do at++; while (at < t->length && (t->text[at] & 0xC0) == 0x80);
                                continue;
                            }
                            do {
                                do {
                                    at += bytes;
                                    length += written;
                                    bytes = length < 4000 ? letter(t, at, word + length, &written) : 0;
                                } while (bytes);
                                int mark = apostrophe(t, at);
                                char next[8];
                                if (mark && letter(t, at + mark, next, &written)) {
                                    memcpy(word + length, t->text + at, mark);
                                    at += mark;
                                    length += mark;
                                    bytes = letter(t, at, word + length, &written);
                                }
                            } while (bytes);
                            add(words, word, length, 1);
                        }
                    }

                    static void words(const Text *texts, int n, long *total, long *distinct) {
                        Table all = {0};
                        #pragma omp parallel
                        {
                            Table mine = {0};
                            #pragma omp for schedule(dynamic, 1)
                            for (int i = 0; i < n; i++) count(texts + i, &mine);
                            #pragma omp critical
                            {
                                if (!all.size) { all = mine; mine = (Table) {0}; }
                                else
                                    for (unsigned i = 0; i < mine.size; i++)
                                        for (Entry *e = mine.buckets[i]; e; e = e->next) add(&all, e->word, e->length, e->count);
                                drop(&mine);
                            }
                        }
                        *distinct = all.used;
                        *total = 0;
                        for (unsigned i = 0; i < all.size; i++)
                            for (Entry *e = all.buckets[i]; e; e = e->next) *total += e->count;
                        drop(&all);
                    }

                    int main(int argc, char **argv) {
                        setlocale(LC_CTYPE, "C.UTF-8");
                        int below = atoi(argv[1]), side = atoi(argv[2]), limit = atoi(argv[3]), n = atoi(argv[4]), texts = argc - 5;
                        Text *corpus = malloc(sizeof(Text) * texts);
                        for (int i = 0; i < texts; i++) {
                            FILE *f = fopen(argv[5 + i], "rb");
                            if (!f) return 1;
                            fseek(f, 0, SEEK_END);
                            corpus[i].length = ftell(f);
                            corpus[i].text = malloc(corpus[i].length + 4);
                            rewind(f);
                            if (fread(corpus[i].text, 1, corpus[i].length, f) != (size_t) corpus[i].length) return 1;
                            fclose(f);
                        }
                        char job[32];
                        int threads;
                        while (scanf("%31s %d", job, &threads) == 2) {
                            omp_set_num_threads(threads);
                            double c = cpu(), start = omp_get_wtime();
                            long answer = 0, distinct = -1;
                            if (!strcmp(job, "primes")) answer = primes(below);
                            else if (!strcmp(job, "mandelbrot")) answer = mandelbrot(side, limit);
                            else if (!strcmp(job, "queens")) answer = queens(n);
                            else words(corpus, texts, &answer, &distinct);
                            printf("%f %f %ld", (omp_get_wtime() - start) * 1e3, cpu() - c, answer);
                            if (distinct >= 0) printf(" %ld", distinct);
                            printf("\\n");
                            fflush(stdout);
                        }
                    }
                    """);
}
