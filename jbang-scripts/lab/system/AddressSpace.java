package lab.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which addresses mean anything to a process, and what: its memory as the system maps it.
///
/// @param regions in the order of their addresses
public record AddressSpace(List<Region> regions) {
    /// Neighbouring addresses of one kind.
    ///
    /// @param from the first address
    /// @param to the address behind the last
    /// @param permissions as in `rw-p`: readable, writable, executable, private or shared
    /// @param file what is mapped there; empty for memory that belongs to no file, and in brackets
    ///   for what the system names, such as `[stack]`
    public record Region(long from, long to, String permissions, String file) {
        /// How many addresses it has. Most of them need not have memory behind them.
        public long bytes() {
            return to - from;
        }

        /// Whether it can be run.
        public boolean isCode() {
            return permissions.charAt(2) == 'x';
        }

        /// Whether it can be written.
        public boolean isWritable() {
            return permissions.charAt(1) == 'w';
        }

        /// Whether it can be reached at all; what cannot is only reserved.
        public boolean isReserved() {
            return permissions.startsWith("---");
        }

        /// Whether it shows a file.
        public boolean isFile() {
            return file.startsWith("/");
        }

        /// Whether other processes that map the same file see what is written here.
        public boolean isShared() {
            return permissions.charAt(3) == 's';
        }
    }

    /// Regions that have something in common.
    ///
    /// @param kind what they hold
    /// @param regions how many they are
    /// @param bytes how many addresses they have
    public record Part(String kind, int regions, long bytes) {}

    public AddressSpace {
        regions = List.copyOf(regions);
    }

    /// The address space of a process; empty if the system does not tell. Linux does, of one's own
    /// processes.
    public static Optional<AddressSpace> of(long pid) {
        try {
            return Optional.of(parse(Files.readString(Path.of("/proc/" + pid + "/maps"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Reads the form of `/proc/PID/maps` (proc(5)).
    static AddressSpace parse(String maps) {
        var regions = new ArrayList<Region>();
        for (var line : maps.lines().toList()) {
            var words = line.split("\\s+", 6);
            var ends = words[0].split("-");
            regions.add(
                    new Region(
                            Long.parseUnsignedLong(ends[0], 16),
                            Long.parseUnsignedLong(ends[1], 16),
                            words[1],
                            words.length > 5 ? words[5] : ""));
        }
        return new AddressSpace(regions);
    }

    /// The same in five lines: program, constants, data, the stack of the first thread, and what is
    /// only reserved. Each region is in one of them.
    public List<Part> parts() {
        return Stream.of(
                        part("program: code", r -> !r.isReserved() && r.isCode()),
                        part(
                                "program: constants and files, read only",
                                r -> !r.isReserved() && !r.isCode() && !r.isWritable()),
                        part(
                                "data: heap, variables, stacks of threads",
                                r -> !r.isCode() && r.isWritable() && !isStack(r)),
                        part("stack of the first thread", r -> !r.isCode() && isStack(r)),
                        part("reserved, nothing there yet", Region::isReserved))
                .filter(part -> part.regions() > 0)
                .toList();
    }

    private static boolean isStack(Region region) {
        return region.file().equals("[stack]");
    }

    private Part part(String kind, Predicate<Region> which) {
        var mine = regions.stream().filter(which).toList();
        return new Part(kind, mine.size(), mine.stream().mapToLong(Region::bytes).sum());
    }
}
