package lab.results;

import java.util.Arrays;
import java.util.Optional;

/// Why a cell of the sheet has no figures.
///
/// @param workload the job
/// @param model how it would have been done
/// @param kind what is the matter
/// @param why in a sentence, or the error in a line
public record Note(String workload, String model, Kind kind, String why) {
    /// What is the matter with a cell.
    public enum Kind {
        /// The model has nothing to offer to the workload.
        NO_SENSE("no sense"),
        /// It was tried, and failed.
        FAILED("failed"),
        /// What it takes is not on this machine.
        ABSENT("absent");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /// What it is called in `notes.csv` and to a reader.
        public String label() {
            return label;
        }

        static Optional<Kind> of(String label) {
            return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
        }
    }
}
