package lab.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Reads the machine card off this machine. What a platform does not tell stays open.
public final class Machine {
    private static final long MEGABYTE = 1 << 20;
    private static final String WINDOWS_PROCESSOR =
            "HKEY_LOCAL_MACHINE\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0";

    private Machine() {}

    /// The card of the machine that this runs on.
    public static MachineCard card() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        int cores = Runtime.getRuntime().availableProcessors();
        var cpuInfo = lines(Path.of("/proc/cpuinfo"));
        int listed = (int) cpuInfo.stream().filter(line -> line.startsWith("processor")).count();
        return new MachineCard(
                cpu(cpuInfo),
                cores,
                Math.max(cores, listed),
                quota(Path.of("/sys/fs/cgroup")),
                threadsPerCore(Path.of("/sys/devices/system/cpu/cpu0/topology")),
                system.getTotalMemorySize() / MEGABYTE,
                Runtime.getRuntime().maxMemory() / MEGABYTE,
                jdk(),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version").split("-")[0],
                                System.getProperty("os.arch")));
    }

    private static String jdk() {
        var vendor = System.getProperty("java.vendor.version", "").split("-")[0];
        var version = Runtime.version();
        var number =
                version.version().stream()
                        .map(String::valueOf)
                        .reduce((a, b) -> a + "." + b)
                        .orElseThrow();
        return vendor.isBlank() || Character.isDigit(vendor.charAt(0))
                ? "JDK " + number
                : vendor + " " + number;
    }

    private static String cpu(List<String> cpuInfo) {
        return field(cpuInfo, "model name")
                .or(() -> says("sysctl", "-n", "machdep.cpu.brand_string"))
                .or(() -> field(saysLines("lscpu"), "Model name"))
                .or(() ->
                        saysLines("reg", "query", WINDOWS_PROCESSOR, "/v", "ProcessorNameString")
                                .stream()
                                .filter(line -> line.contains("REG_SZ"))
                                .map(line -> line.split("REG_SZ")[1])
                                .findFirst())
                .map(Machine::plain)
                .orElse("unknown processor");
    }

    /// Without trade marks and runs of blanks.
    private static String plain(String model) {
        return model.replaceAll("\\((?:R|TM|tm|r)\\)", " ").replaceAll("\\s+", " ").trim();
    }

    /// The processor time that a container may use, in cores (cgroup version 2, then 1); 0 for any.
    static double quota(Path cgroup) {
        var two = lines(cgroup.resolve("cpu.max"));
        if (!two.isEmpty()) {
            var fields = two.getFirst().split("\\s+");
            return fields.length < 2 || fields[0].equals("max")
                    ? 0
                    : Double.parseDouble(fields[0]) / Double.parseDouble(fields[1]);
        }
        var one = lines(cgroup.resolve("cpu/cpu.cfs_quota_us"));
        var period = lines(cgroup.resolve("cpu/cpu.cfs_period_us"));
        if (one.isEmpty() || period.isEmpty() || one.getFirst().startsWith("-")) return 0;
        return Double.parseDouble(one.getFirst().trim())
                / Double.parseDouble(period.getFirst().trim());
    }

    /// How many hardware threads share a core with processor 0; 0 if the system does not say.
    static int threadsPerCore(Path topology) {
        var siblings = lines(topology.resolve("thread_siblings_list"));
        if (siblings.isEmpty()) return 0;
        int threads = 0;
        for (var range : siblings.getFirst().trim().split(",")) {
            var ends = range.split("-");
            threads += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return threads;
    }

    private static Optional<String> field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> says(String... command) {
        return saysLines(command).stream().findFirst();
    }

    /// What a command prints; nothing if there is no such command, or if it takes too long.
    private static List<String> saysLines(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            var said = new String(process.getInputStream().readAllBytes());
            return process.exitValue() == 0 ? said.lines().toList() : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
