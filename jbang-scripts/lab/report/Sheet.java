package lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.results.Note;
import lab.results.Recommendation;
import lab.results.ResultRow;
import lab.results.Results;
import lab.view.ResultsCsv;

/// What a cheat sheet has measured so far, laid out as the page needs it. Of a cell that was
/// measured twice the later row counts.
final class Sheet {
    private static final String JAVA = "models";
    private static final String CPYTHON = ResultsCsv.RESIDENT;

    /// The experiment in which a pool of several sizes is measured.
    static final String SCALING = "scaling";

    private static final List<String> EXPERIMENTS = List.of(JAVA, CPYTHON, SCALING);

    private final List<ResultRow> rows;
    private final List<Note> notes;
    private final Set<String> waiting;

    /// @param waiting the workloads that spend their time waiting
    Sheet(List<ResultRow> rows, List<Note> notes, Set<String> waiting) {
        this.rows =
                Results.latest(rows).stream()
                        .filter(row -> EXPERIMENTS.contains(row.experiment()))
                        .toList();
        this.waiting = waiting;
        this.notes = notes.stream().filter(note -> !isMeasured(note)).distinct().toList();
    }

    /// Whether what failed once has figures by now.
    private boolean isMeasured(Note note) {
        return rows.stream()
                .anyMatch(row ->
                        row.workload().equals(note.workload())
                                && row.variant().equals(note.model()));
    }

    /// Models that are measured against the same reference.
    ///
    /// @param title what they have in common
    /// @param experiment where their rows are
    /// @param models their names, in order, the reference first
    record Group(String title, String experiment, List<String> models) {}

    /// What the figures of a group are compared with: `Java: times as fast as sequential`.
    String title(Group group) {
        return workloads().stream()
                .flatMap(workload -> rows(workload, group).stream().limit(1))
                .map(reference -> group.title() + ": times as fast as " + reference.variant())
                .findFirst()
                .map(title -> title + (tellsResident(group) ? "; MB: the most resident" : ""))
                .orElse(group.title());
    }

    /// Whether the memory of a group is known: that of another language need not be.
    boolean countsMemory(Group group) {
        return of(group).anyMatch(row -> row.memoryMegabytes() > 0 || row.peakThreads() > 0);
    }

    /// Whether the memory of a group is what was resident, and not what was allocated.
    boolean tellsResident(Group group) {
        return of(group).anyMatch(row -> row.isResident() && row.memoryMegabytes() > 0);
    }

    private Stream<ResultRow> of(Group group) {
        return rows.stream().filter(row -> row.experiment().equals(group.experiment()));
    }

    List<ResultRow> rows() {
        return rows;
    }

    /// The workloads, in the order in which they were measured; those that only failed come last.
    List<String> workloads() {
        return Stream.concat(
                        rows.stream().map(ResultRow::workload), notes.stream().map(Note::workload))
                .distinct()
                .toList();
    }

    /// The groups that have a row or a note, Java's first. A `fixed pool of 4` whose note is on
    /// scaling is no model of its own where there is a fixed pool. Models that are on no workload
    /// because they are not on this machine are left out: see [#absent()].
    List<Group> groups() {
        var absent = absent().keySet();
        var cpython = new LinkedHashSet<>(models(CPYTHON));
        var java = new LinkedHashSet<>(models(JAVA));
        for (var note : notes)
            if (!cpython.contains(note.model()) && !java.contains(note.model()))
                (note.model().startsWith("CPython") ? cpython : java).add(note.model());
        java.removeIf(name -> java.stream().anyMatch(model -> name.startsWith(model + " of ")));
        cpython.removeAll(absent);
        java.removeAll(absent);
        return Stream.of(
                        new Group("Java", JAVA, List.copyOf(java)),
                        new Group("CPython", CPYTHON, List.copyOf(cpython)))
                .filter(group -> !group.models().isEmpty())
                .toList();
    }

    /// The models that this machine lacks, each with the reason.
    Map<String, String> absent() {
        var absent = new LinkedHashMap<String, String>();
        for (var note : notes)
            if (note.kind() == Note.Kind.ABSENT
                    && rows.stream().noneMatch(row -> row.variant().equals(note.model())))
                absent.putIfAbsent(note.model(), note.why());
        return absent;
    }

    private List<String> models(String experiment) {
        return merged(
                workloads().stream()
                        .map(workload -> of(workload, experiment).map(ResultRow::variant).toList())
                        .toList());
    }

    /// One order for all: what a list has that came in none before goes behind what precedes it.
    private static List<String> merged(List<List<String>> lists) {
        var order = new ArrayList<String>();
        for (var list : lists) {
            int place = 0;
            for (var name : list) {
                if (!order.contains(name)) order.add(place, name);
                place = order.indexOf(name) + 1;
            }
        }
        return order;
    }

    private Stream<ResultRow> of(String workload, String experiment) {
        return rows.stream()
                .filter(row -> row.workload().equals(workload))
                .filter(row -> row.experiment().equals(experiment));
    }

    /// The rows of a workload in a group, the reference first.
    List<ResultRow> rows(String workload, Group group) {
        return of(workload, group.experiment()).toList();
    }

    Optional<ResultRow> row(String workload, Group group, String model) {
        return of(workload, group.experiment())
                .filter(row -> row.variant().equals(model))
                .findFirst();
    }

    Optional<Note> note(String workload, String model) {
        return notes(workload).filter(note -> note.model().equals(model)).reduce((a, b) -> b);
    }

    Stream<Note> notes(String workload) {
        return notes.stream().filter(note -> note.workload().equals(workload));
    }

    /// The scaling curves of a workload, one for each model that has one.
    List<Curve> curves(String workload) {
        return of(workload, SCALING)
                .skip(1)
                .filter(ResultRow::counts)
                .collect(
                        Collectors.groupingBy(
                                ResultRow::variant, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(points -> Curve.of(points, waiting.contains(workload)))
                .toList();
    }

    Recommendation recommendation(String workload) {
        return Recommendation.of(
                rows.stream().filter(row -> row.workload().equals(workload)).toList(),
                notes(workload).toList());
    }
}
