package lab.pool;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map that keeps only the entries that were used last.
///
/// Two of them that are asked for the same keys in the same order keep the same ones: so who sends
/// knows what the receiver still has.
final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int kept;

    Recent(int kept) {
        super(16, 0.75f, true);
        this.kept = kept;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > kept;
    }
}
