package tools.comparing;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.results.NotResults;
import lab.results.References;
import lab.results.ResultRow;
import lab.results.Results;
import lab.results.RunCard;
import lab.results.Side;
import tools.jupyter.UserError;

/// What is to be compared.
///
/// @param sides the runs, those of the reader first
/// @param remarks what a reader should know of them, a sentence each
public record Inputs(List<Side> sides, List<String> remarks) {
    private static final String COMMAND = "compare: ";

    public Inputs {
        sides = List.copyOf(sides);
        remarks = List.copyOf(remarks);
    }

    /// Reads the files, and the reference runs if they are wanted or there is just one file.
    ///
    /// @param files the reader's files, or folders with a `results.csv`
    /// @param reference whether the reference runs are wanted
    /// @param home the checkout, if there is one
    /// @throws UserError if a file is no file of results, or there is nothing to compare it with
    public static Inputs read(List<Path> files, boolean reference, Optional<Path> home) {
        if (files.isEmpty())
            throw new UserError(
                    COMMAND
                            + "name two or more files of results, or one to hold it against data/reference/");
        var sides = new ArrayList<Side>();
        var remarks = new ArrayList<String>();
        var found = files.stream().map(Inputs::file).toList();
        refuseTheSame(found);
        boolean alone = files.size() == 1;
        for (var file : found) {
            var rows = rows(file);
            var side = new Side(alone ? "yours" : "", file.toString(), rows, size(file, rows));
            remarks.addAll(remarks(side, rows));
            for (var other : sides)
                if (other.rows().equals(side.rows()))
                    remarks.add(
                            "%s and %s hold the same rows: they come from one run"
                                    .formatted(other.source(), side.source()));
            sides.add(side);
        }
        if (alone || reference) sides.addAll(references(sides, home));
        if (sides.size() == 1)
            throw new UserError(
                    COMMAND
                            + "one file alone is held against the runs in data/reference/, and"
                            + " there are no others; give two files");
        return new Inputs(sides, remarks);
    }

    private static Path file(Path given) {
        var file = Files.isDirectory(given) ? given.resolve(Results.FILE) : given;
        if (Files.isRegularFile(file)) return file;
        throw new UserError(
                COMMAND
                        + (Files.isDirectory(given)
                                ? "there is no %s in the folder %s".formatted(Results.FILE, given)
                                : "there is no file " + given));
    }

    private static void refuseTheSame(List<Path> files) {
        for (int i = 0; i < files.size(); i++)
            for (int j = 0; j < i; j++)
                if (isSame(files.get(i), files.get(j)))
                    throw new UserError(
                            COMMAND
                                    + "%s and %s are the same file, and cannot differ"
                                            .formatted(files.get(j), files.get(i)));
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.isSameFile(a, b);
        } catch (IOException e) {
            return false; // it cannot be read, which is said when it is
        }
    }

    private static List<ResultRow> rows(Path file) {
        try {
            return Results.read(file);
        } catch (NotResults e) {
            throw new UserError(COMMAND + e.getMessage());
        } catch (AccessDeniedException e) {
            throw new UserError(COMMAND + file + " may not be read");
        } catch (IOException e) {
            throw new UserError(COMMAND + file + " cannot be read: " + e.getMessage());
        }
    }

    private static String size(Path file, List<ResultRow> rows) {
        try {
            return RunCard.sizeOf(file, rows);
        } catch (IOException e) {
            return ""; // as good as none
        }
    }

    private static List<String> remarks(Side side, List<ResultRow> rows) {
        var remarks = new ArrayList<String>();
        int again = rows.size() - side.rows().size();
        if (again > 0)
            remarks.add(
                    "%s: %d %s there more than once; the last counts"
                            .formatted(side.source(), again, again == 1 ? "row is" : "rows are"));
        if (side.machines() > 1)
            remarks.add(
                    "%s: the rows are of %d machines or JDKs; the latest names it"
                            .formatted(side.source(), side.machines()));
        return remarks;
    }

    /// The reference runs, but for those that the reader's own rows are of.
    private static List<Side> references(List<Side> sides, Optional<Path> home) {
        try {
            var data = home.orElse(Path.of("")).resolve("data");
            return References.find(data).stream()
                    .filter(machine -> sides.stream().noneMatch(machine::holds))
                    .toList();
        } catch (NotResults e) {
            throw new UserError(COMMAND + e.getMessage());
        } catch (IOException e) {
            throw new UserError(COMMAND + "data/reference/ cannot be read: " + e.getMessage());
        }
    }
}
