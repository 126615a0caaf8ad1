///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../../lab/Lab.java
//SOURCES Peer.java
//SOURCES Turn.java
//RUNTIME_OPTIONS -Djava.awt.headless=true --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:+UseParallelGC -Xms4g -Xmx4g -Xmn3g

package tests.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.LongAdder;
import lab.coordination.BareThreads;
import lab.coordination.Exercise;
import lab.coordination.FanOut;
import lab.coordination.ForkJoinTree;
import lab.coordination.Handover;
import lab.coordination.PingPong;
import lab.coordination.Skynet;
import lab.coordination.Slot;
import lab.system.ChildProcess;
import lab.system.TemporaryFolder;
import lab.view.Rows;
import lab.view.Tables;

/// Times what is all coordination in Java and in Go: a million tasks that wait for each other, a
/// ball between two who wait for each other, ten thousand who sleep; in one run, in turns whose
/// order is drawn anew.
///
/// Run it with `jbangw jbang-scripts/tests/benchmark/Coordinating.java [ROUNDS]`.
public final class Coordinating {
    private static final int WARM_UP_ROUNDS = 3;
    private static final int LEAVES = 1_000_000;
    private static final int PASSES = 200_000;
    private static final int PATIENCE = 10_000;
    private static final int SLEEPERS = 10_000;
    private static final Duration SLEEP = Duration.ofMillis(50);

    private static final Peer GO =
            new Peer(
                    Peer.Language.GO,
                    """
                    package main

                    import (
                    	"bufio"
                    	"fmt"
                    	"os"
                    	"strconv"
                    	"strings"
                    	"time"
                    )

                    func skynet(c chan int64, num, size, div int64) {
                    	if size == 1 {
                    		c <- num
                    		return
                    	}
                    	rc := make(chan int64)
                    	var sum int64
                    	for i := int64(0); i < div; i++ {
                    		go skynet(rc, num+i*(size/div), size/div, div)
                    	}
                    	for i := int64(0); i < div; i++ {
                    		sum += <-rc
                    	}
                    	c <- sum
                    }

                    func play(n int64) int64 {
                    	a, b := make(chan int64), make(chan int64)
                    	go func() {
                    		for ball := range a { b <- ball + 1 }
                    	}()
                    	var ball int64
                    	for i := int64(0); i < n/2; i++ {
                    		a <- ball + 1
                    		ball = <-b
                    	}
                    	close(a)
                    	return ball
                    }

                    func sleep(n int64, pause time.Duration) (sum int64) {
                    	done := make(chan int64, n)
                    	for i := int64(0); i < n; i++ {
                    		go func(i int64) {
                    			time.Sleep(pause)
                    			mixed := uint64(i+1) * 0x9E3779B97F4A7C15
                    			done <- int64((mixed ^ mixed>>29) >> 24)
                    		}(i)
                    	}
                    	for i := int64(0); i < n; i++ { sum += <-done }
                    	return
                    }

                    func main() {
                    	in := bufio.NewScanner(os.Stdin)
                    	for in.Scan() {
                    		job := strings.Fields(in.Text())
                    		n, _ := strconv.ParseInt(job[1], 10, 64)
                    		var answer int64
                    		t := time.Now()
                    		switch job[0] {
                    		case "skynet":
                    			c := make(chan int64)
                    			go skynet(c, 0, n, 10)
                    			answer = <-c
                    		case "play":
                    			answer = play(n)
                    		default:
                    			millis, _ := strconv.ParseInt(job[2], 10, 64)
                    			answer = sleep(n, time.Duration(millis)*time.Millisecond)
                    		}
                    		fmt.Println(float64(time.Since(t).Nanoseconds())/1e6, 0, answer)
                    	}
                    }
                    """);

    private Coordinating() {}

    /// @param args how many rounds
    public static void main(String... args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 11;
        Deque<AutoCloseable> owned = new ArrayDeque<>();
        try {
            var go = go(owned);
            var virtual = Thread.ofVirtual().factory();
            var skynet = new Skynet(LEAVES);
            var tree = new LinkedHashMap<String, Callable<Turn>>();
            tree.put("virtual threads", () -> turn(skynet, new BareThreads(virtual)));
            tree.put("fork/join", () -> turn(skynet, new ForkJoinTree(ForkJoinPool.commonPool())));
            go.ifPresent(peer -> tree.put("goroutines", () -> Peer.turn(peer, "skynet " + LEAVES)));
            show("skynet of %,d".formatted(LEAVES), 1, "ms", tree, rounds);

            var game = new PingPong(PASSES);
            var ball = new LinkedHashMap<String, Callable<Turn>>();
            ball.put(
                    "virtual threads, slot",
                    () -> turn(game, PingPong.between(virtual, Slot::new)));
            ball.put(
                    "virtual threads, patient slot",
                    () -> turn(game, PingPong.between(virtual, () -> new Slot(PATIENCE))));
            ball.put(
                    "virtual threads, SynchronousQueue",
                    () ->
                            turn(
                                    game,
                                    PingPong.between(
                                            virtual, () -> Handover.by(new SynchronousQueue<>()))));
            go.ifPresent(peer ->
                    ball.put("goroutines, channel", () -> Peer.turn(peer, "play " + PASSES)));
            show("a ball, %,d passes".formatted(PASSES), 1e6 / PASSES, "ns a pass", ball, rounds);

            var sleepers = new FanOut(SLEEPERS, SLEEP);
            var waits = new LinkedHashMap<String, Callable<Turn>>();
            waits.put("virtual threads", () -> turn(sleepers, Coordinating::threadEach));
            go.ifPresent(peer ->
                    waits.put(
                            "goroutines",
                            () ->
                                    Peer.turn(
                                            peer,
                                            "sleep %d %d".formatted(SLEEPERS, SLEEP.toMillis()))));
            show(
                    "%,d who sleep %d ms".formatted(SLEEPERS, SLEEP.toMillis()),
                    1,
                    "ms",
                    waits,
                    rounds);
        } finally {
            while (!owned.isEmpty()) owned.pop().close();
        }
    }

    private static Optional<ChildProcess> go(Deque<AutoCloseable> owned) throws Exception {
        var folder = TemporaryFolder.make();
        owned.push(folder);
        try {
            var child = GO.start(folder.path());
            owned.push(child);
            return Optional.of(child);
        } catch (IOException e) {
            System.err.println("Go is not here: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static long threadEach(FanOut work) throws InterruptedException {
        var sum = new LongAdder();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < work.questions(); i++) {
                int question = i;
                threads.submit(() -> {
                    sum.add(work.ask(question));
                    return null;
                });
            }
        }
        return sum.sum();
    }

    private static <M> Turn turn(Exercise<M> exercise, M model) throws Exception {
        long start = System.nanoTime();
        long answer = exercise.run(model);
        return new Turn((System.nanoTime() - start) / 1e6, 0, "" + answer);
    }

    private static void show(
            String title,
            double scale,
            String unit,
            SequencedMap<String, Callable<Turn>> ways,
            int rounds)
            throws Exception {
        var turns = Turn.measure(ways, WARM_UP_ROUNDS, rounds);
        var go = Turn.quickest(turns, way -> way.startsWith("goroutines"));
        System.out.println(
                Tables.text(
                        Rows.table(
                                title,
                                List.of("way", "median " + unit, "times as long as goroutines"),
                                turns,
                                (way, all) ->
                                        List.of(
                                                way,
                                                Turn.millis(all) * scale,
                                                go.map(g ->
                                                                Turn.ratio(all, turns.get(g))
                                                                        .toString())
                                                        .orElse("no Go here")))));
    }
}
