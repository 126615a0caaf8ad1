package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import lab.measure.Plan;
import lab.measure.Turns;
import org.junit.jupiter.api.Test;

/// Everybody has a turn in every round, and the order is another one each time.
class TurnsTest {
    private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

    private static List<List<String>> rounds(Turns turns, long seed) throws Exception {
        var taken = new ArrayList<String>();
        turns.take(ALL, new Random(seed), taken::add);
        var rounds = new ArrayList<List<String>>();
        for (int i = 0; i < taken.size(); i += ALL.size())
            rounds.add(taken.subList(i, i + ALL.size()));
        return rounds;
    }

    @Test
    void everybodyHasATurnInEveryRoundInAnOrderDrawnAnew() throws Exception {
        var rounds = rounds(Turns.of(20), 1);
        assertEquals(20, rounds.size());
        for (var round : rounds) assertEquals(Set.copyOf(ALL), Set.copyOf(round));
        assertTrue(new HashSet<>(rounds).size() > 10, rounds::toString);
        assertEquals(rounds, rounds(Turns.of(20), 1), "the same seed, the same order");
        assertNotEquals(rounds, rounds(Turns.of(20), 2));
    }

    @Test
    void theLeastIsDoneHoweverLongItTakesAndTheMostIsNotExceeded() throws Exception {
        assertEquals(3, rounds(new Turns(3, 100, Duration.ZERO), 1).size());
        assertEquals(7, rounds(new Turns(3, 7, Duration.ofDays(1)), 1).size());
        var plan = new Plan(4, 9, Duration.ofDays(1), Duration.ZERO);
        assertEquals(4, rounds(Turns.of(plan), 1).size());
    }

    @Test
    void whatATurnThrowsEndsIt() {
        var taken = new ArrayList<String>();
        assertThrows(
                IOException.class,
                () ->
                        Turns.of(5)
                                .take(
                                        ALL,
                                        new Random(1),
                                        one -> {
                                            taken.add(one);
                                            throw new IOException(one);
                                        }));
        assertEquals(1, taken.size());
    }
}
