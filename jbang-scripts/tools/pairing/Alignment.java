package tools.pairing;

import com.github.difflib.DiffUtils;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/// Which old element each new one continues, by a longest common subsequence (Myers 1986), not by
/// position: what was added or deleted above does not part an element from its past.
///
/// @param same for each new element the index of the old one that equals it, or -1
/// @param kin as `same`; and where a run was replaced, the old one in the same place of the run, if
///   it is of the same sort
record Alignment(int[] same, int[] kin) {
    /// What both lists begin and end with is matched first: an edit among equal elements then
    /// touches the one that was edited.
    static <T> Alignment of(
            List<T> before, List<T> after, BiPredicate<T, T> equal, BiPredicate<T, T> alike) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && equal.test(before.get(head), after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && equal.test(
                        before.get(before.size() - 1 - tail), after.get(after.size() - 1 - tail))) {
            tail++;
        }
        int[] same = new int[after.size()];
        Arrays.setAll(same, i -> i - after.size() + before.size());
        for (int i = 0; i < after.size() - tail; i++) {
            same[i] = i < head ? i : -1;
        }
        int[] kin = same.clone();
        var old = before.subList(head, before.size() - tail);
        var now = after.subList(head, after.size() - tail);
        align(old, now, equal, alike, head, same, kin);
        return new Alignment(same, kin);
    }

    private static <T> void align(
            List<T> before,
            List<T> after,
            BiPredicate<T, T> equal,
            BiPredicate<T, T> alike,
            int offset,
            int[] same,
            int[] kin) {
        int old = 0;
        int now = 0;
        for (var delta : DiffUtils.diff(before, after, equal::test).getDeltas()) {
            for (; now < delta.getTarget().getPosition(); now++, old++) {
                same[offset + now] = offset + old;
                kin[offset + now] = offset + old;
            }
            int shared = Math.min(delta.getSource().size(), delta.getTarget().size());
            for (int i = 0; i < shared; i++) {
                if (alike.test(before.get(old + i), after.get(now + i))) {
                    kin[offset + now + i] = offset + old + i;
                }
            }
            old += delta.getSource().size();
            now += delta.getTarget().size();
        }
        for (; now < after.size(); now++, old++) {
            same[offset + now] = offset + old;
            kin[offset + now] = offset + old;
        }
    }
}
