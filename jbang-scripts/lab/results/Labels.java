package lab.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// What runs are called beside each other: by the parts of their machine cards in which they
/// differ, and by the day where these do not tell them apart; by their files where nothing else
/// does. Cores and system are left out where the rest tells them apart.
final class Labels {
    private static final int CORES = 1;
    private static final int SYSTEM = 3;
    private static final int DAY = 4;

    private Labels() {}

    /// The same runs, each with a label of its own. One that has a label keeps it.
    static List<Side> give(List<Side> sides) {
        var parts = parts(sides.stream().map(Side::card).toList());
        var labelled = new ArrayList<Side>();
        var taken = new HashSet<String>();
        for (var side : sides) {
            var first =
                    !side.label().isBlank()
                            ? side.label()
                            : parts.isEmpty() ? name(side.source()) : label(side.card(), parts);
            var label = first;
            for (int n = 2; !taken.add(label); n++) label = "%s (%d)".formatted(first, n);
            labelled.add(side.called(label));
        }
        return List.copyOf(labelled);
    }

    /// The parts that tell all cards apart; none if even all of them together do not.
    private static List<Integer> parts(List<List<String>> cards) {
        var parts = new ArrayList<Integer>();
        for (int part = 0; part < DAY; part++) {
            int at = part;
            if (cards.stream().map(card -> card.get(at)).distinct().count() > 1) parts.add(at);
        }
        if (!tellsApart(parts, cards)) parts.add(DAY);
        if (!tellsApart(parts, cards)) return List.of();
        for (var part : List.of(SYSTEM, CORES))
            if (tellsApart(parts.stream().filter(p -> !p.equals(part)).toList(), cards))
                parts.remove(part);
        return parts;
    }

    /// What a file is called: by its folder if its own name is the one that all have.
    private static String name(String source) {
        var path = Path.of(source);
        var folder = path.getParent();
        boolean usual =
                path.endsWith(Results.FILE) && folder != null && folder.getFileName() != null;
        return (usual ? folder : path).getFileName().toString();
    }

    private static boolean tellsApart(List<Integer> parts, List<List<String>> cards) {
        return cards.stream().map(card -> label(card, parts)).distinct().count() == cards.size();
    }

    private static String label(List<String> card, List<Integer> parts) {
        return parts.stream().map(card::get).collect(Collectors.joining(", "));
    }
}
