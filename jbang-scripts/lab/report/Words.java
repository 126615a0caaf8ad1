package lab.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import lab.measure.Interval;
import lab.results.ResultRow;
import lab.view.Numbers;

/// Figures and lists as a sentence has them.
final class Words {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private Words() {}

    /// `a`, `a and b`, `a, b and c`.
    static String list(List<String> items) {
        return items.size() < 2
                ? String.join("", items)
                : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }

    static String percent(double part) {
        return Numbers.shortest(Math.round(part * 10_000) / 100.0) + "%";
    }

    /// `1 core`, `2 cores`.
    static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }

    /// `5 rounds`, `5 to 9 rounds`.
    static String range(long low, long high, String thing) {
        return low == high
                ? count(low, thing)
                : String.format(Locale.ROOT, "%,d to %s", low, count(high, thing));
    }

    /// Only the ends of the interval, with the decimals that the whole has: `1.89 to 1.94`.
    static String ends(Interval interval) {
        var whole = Numbers.interval(interval);
        int open = whole.indexOf('(');
        return open < 0 ? whole : whole.substring(open + 1, whole.length() - 1);
    }

    /// Only the estimate, with the decimals that it has beside its interval: `1.92`.
    static String estimate(Interval interval) {
        return Numbers.interval(interval).split(" ")[0];
    }

    /// A figure, or a dash where it is not known.
    static String figure(double value) {
        return Double.isNaN(value) ? "–" : Numbers.three(value);
    }

    /// Processors on average: `1.97`.
    static String cores(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    /// Megabytes, of which hundredths are enough.
    static String megabytes(double value) {
        return Double.isNaN(value) ? "–" : Numbers.shortest(Math.round(value * 100) / 100.0);
    }

    /// Platform threads, which are not known of another language.
    static String threads(ResultRow row) {
        return row.isResident() ? "–" : String.format(Locale.ROOT, "%,d", row.peakThreads());
    }

    /// `300 ms`, `10 s`.
    static String time(Duration time) {
        return time.toMillis() < 1_000
                ? time.toMillis() + " ms"
                : Numbers.shortest(time.toMillis() / 1_000.0) + " s";
    }

    /// To the minute, in UTC.
    static String minute(Instant at) {
        return MINUTE.format(at) + " UTC";
    }
}
