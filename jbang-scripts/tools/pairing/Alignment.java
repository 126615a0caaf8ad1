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
    static <T> Alignment of(
            List<T> before, List<T> after, BiPredicate<T, T> equal, BiPredicate<T, T> alike) {
        int[] same = new int[after.size()];
        Arrays.fill(same, -1);
        int[] kin = same.clone();
        int old = 0;
        int now = 0;
        for (var delta : DiffUtils.diff(before, after, equal::test).getDeltas()) {
            while (now < delta.getTarget().getPosition()) {
                same[now] = old;
                kin[now++] = old++;
            }
            int shared = Math.min(delta.getSource().size(), delta.getTarget().size());
            for (int i = 0; i < shared; i++) {
                if (alike.test(before.get(old + i), after.get(now + i))) {
                    kin[now + i] = old + i;
                }
            }
            old += delta.getSource().size();
            now += delta.getTarget().size();
        }
        while (now < after.size()) {
            same[now] = old;
            kin[now++] = old++;
        }
        return new Alignment(same, kin);
    }
}
