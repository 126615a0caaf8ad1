package tests.benchmark;

/// The CPU-bound work of the lessons in Go: the same algorithms, on one thread and on more.
final class ComputingInGo {
    private ComputingInGo() {}

    /// Takes the limit of the primes, side and iterations of the Mandelbrot set, the queens, and
    /// the files of which to count the words. It is sent the name of a job and a number of threads.
    static final Peer PEER =
            new Peer(
                    Peer.Language.GO,
                    """
                    package main

                    import (
                    	"bufio"
                    	"fmt"
                    	"math/bits"
                    	"os"
                    	"strconv"
                    	"strings"
                    	"sync"
                    	"sync/atomic"
                    	"syscall"
                    	"time"
                    	"unicode"
                    	"unicode/utf8"
                    )

                    func cpu() int64 {
                    	var r syscall.Rusage
                    	syscall.Getrusage(0, &r)
                    	return (r.Utime.Sec+r.Stime.Sec)*1e6 + r.Utime.Usec + r.Stime.Usec
                    }

                    // Does the parts of a job on so many goroutines, which take the next when they are done with one.
                    func parts(threads, items, chunk int, do func(worker, from, to int)) {
                    	var next int64
                    	var all sync.WaitGroup
                    	for w := 0; w < threads; w++ {
                    		all.Add(1)
                    		go func(w int) {
                    			defer all.Done()
                    			for {
                    				from := int(atomic.AddInt64(&next, int64(chunk))) - chunk
                    				if from >= items { return }
                    				to := from + chunk
                    				if to > items { to = items }
                    				do(w, from, to)
                    			}
                    		}(w)
                    	}
                    	all.Wait()
                    }

                    func isPrime(n int32) bool {
                    	if n < 4 { return n > 1 }
                    	if n%2 == 0 || n%3 == 0 { return false }
                    	for d := int32(5); d*d <= n; d += 6 {
                    		if n%d == 0 || n%(d+2) == 0 { return false }
                    	}
                    	return true
                    }

                    func primes(threads, below int) (sum int64) {
                    	parts(threads, below, 4096, func(_, from, to int) {
                    		var count int64
                    		for n := from; n < to; n++ { if isPrime(int32(n)) { count++ } }
                    		atomic.AddInt64(&sum, count)
                    	})
                    	return
                    }

                    func mandelbrot(threads, side, limit int) (sum int64) {
                    	pixels := make([]int32, side*side)
                    	step := 2.5 / float64(side)
                    	parts(threads, side, 4, func(_, from, to int) {
                    		for row := from; row < to; row++ {
                    			cy := (float64(row) + 0.5 - float64(side)/2) * step
                    			for column := 0; column < side; column++ {
                    				cx := -2 + (float64(column)+0.5)*step
                    				var x, y, xx, yy float64
                    				n := 0
                    				for n < limit && xx+yy <= 4 {
                    					y = 2*x*y + cy
                    					x = xx - yy + cx
                    					xx = x * x
                    					yy = y * y
                    					n++
                    				}
                    				pixels[row*side+column] = int32(n)
                    			}
                    		}
                    	})
                    	for _, n := range pixels { sum += int64(n) }
                    	return
                    }

                    func search(board, columns, left, right int32) (solutions int64) {
                    	if columns == board { return 1 }
                    	for free := board &^ (columns | left | right); free != 0; free &= free - 1 {
                    		queen := free & -free
                    		solutions += search(board, columns|queen, (left|queen)<<1, (right|queen)>>1)
                    	}
                    	return
                    }

                    func queens(threads, n int) (sum int64) {
                    	parts(threads, n*n*n, 8, func(_, from, to int) {
                    		var count int64
                    		for item := from; item < to; item++ {
                    			first, second, third := int32(1)<<(item/(n*n)), int32(1)<<(item/n%n), int32(1)<<(item%n)
                    			columns := first | second | third
                    			if bits.OnesCount32(uint32(columns)) != 3 || (first<<1|first>>1)&second != 0 ||
                    				(second<<1|second>>1)&third != 0 || (first<<2|first>>2)&third != 0 { continue }
                    			count += search(int32(1)<<n-1, columns, first<<3|second<<2|third<<1, first>>3|second>>2|third>>1)
                    		}
                    		atomic.AddInt64(&sum, count)
                    	})
                    	return
                    }

                    func count(text string, words map[string]int) {
                    	letter := func(at int) int {
                    		if at >= len(text) { return 0 }
                    		if c := text[at]; c < 128 {
                    			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' { return 1 }
                    			return 0
                    		}
                    		r, n := utf8.DecodeRuneInString(text[at:])
                    		if unicode.IsLetter(r) { return n }
                    		return 0
                    	}
                    	apostrophe := func(at int) int {
                    		if strings.HasPrefix(text[at:], "'") { return 1 }
                    		if strings.HasPrefix(text[at:], "\\u2019") { return 3 }
                    		return 0
                    	}
                    	for at := 0; at < len(text); {
                    		n := letter(at)
                    		if n == 0 { at++; continue }
                    		start := at
                    		for n > 0 {
                    			for n > 0 { at += n; n = letter(at) }
                    			if mark := apostrophe(at); mark > 0 {
                    				if n = letter(at + mark); n > 0 { at += mark }
                    			}
                    		}
                    		words[strings.ToLower(text[start:at])]++
                    	}
                    }

                    func words(threads int, texts []string) (total int64, distinct int) {
                    	mine := make([]map[string]int, threads)
                    	for w := range mine { mine[w] = map[string]int{} }
                    	parts(threads, len(texts), 1, func(w, from, to int) {
                    		for i := from; i < to; i++ { count(texts[i], mine[w]) }
                    	})
                    	all := mine[0]
                    	for _, more := range mine[1:] { for word, n := range more { all[word] += n } }
                    	for _, n := range all { total += int64(n) }
                    	return total, len(all)
                    }

                    func main() {
                    	below, _ := strconv.Atoi(os.Args[1])
                    	side, _ := strconv.Atoi(os.Args[2])
                    	limit, _ := strconv.Atoi(os.Args[3])
                    	n, _ := strconv.Atoi(os.Args[4])
                    	var texts []string
                    	for _, name := range os.Args[5:] {
                    		text, err := os.ReadFile(name)
                    		if err != nil { panic(err) }
                    		texts = append(texts, string(text))
                    	}
                    	in := bufio.NewScanner(os.Stdin)
                    	for in.Scan() {
                    		job := strings.Fields(in.Text())
                    		threads, _ := strconv.Atoi(job[1])
                    		c, t := cpu(), time.Now()
                    		answer := ""
                    		switch job[0] {
                    		case "primes": answer = fmt.Sprint(primes(threads, below))
                    		case "mandelbrot": answer = fmt.Sprint(mandelbrot(threads, side, limit))
                    		case "queens": answer = fmt.Sprint(queens(threads, n))
                    		default:
                    			total, distinct := words(threads, texts)
                    			answer = fmt.Sprint(total, " ", distinct)
                    		}
                    		fmt.Println(float64(time.Since(t).Microseconds())/1e3, cpu()-c, answer)
                    	}
                    }
                    """);
}
