package lab.view;

import java.text.Normalizer;
import java.util.Map;

/// Text for terminals that show nothing but ASCII.
final class Ascii {
    private static final Map<Character, String> WORDS =
            Map.ofEntries(
                    Map.entry('✓', "ok"),
                    Map.entry('✗', "NO"),
                    Map.entry('⚠', "!"),
                    Map.entry('…', "..."),
                    Map.entry('×', "x"),
                    Map.entry('µ', "u"),
                    Map.entry('∞', "inf"),
                    Map.entry('–', "-"),
                    Map.entry('—', "-"),
                    Map.entry('→', "->"),
                    Map.entry('≈', "~"),
                    Map.entry('≤', "<="),
                    Map.entry('≥', ">="),
                    Map.entry('’', "'"),
                    Map.entry('‘', "'"),
                    Map.entry('“', "\""),
                    Map.entry('”', "\""));

    private Ascii() {}

    /// The text in ASCII; letters lose their accents, and what has no likeness becomes `?`.
    static String of(String text) {
        var ascii = new StringBuilder();
        for (char c : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
            if (c < 128) ascii.append(c);
            else if (WORDS.containsKey(c)) ascii.append(WORDS.get(c));
            else ascii.append(bare(c));
        }
        return ascii.toString();
    }

    private static String bare(char c) {
        var letters = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
        return letters.charAt(0) < 128 ? letters.substring(0, 1) : "?";
    }
}
