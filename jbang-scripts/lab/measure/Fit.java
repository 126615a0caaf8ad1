package lab.measure;

/// A model of speedup against the number of processors.
public sealed interface Fit {
    /// The speedup that the model gives for so many processors.
    double speedup(double processors);

    /// Amdahl's law (Amdahl 1967): a part of the work is serial, the rest divides perfectly.
    ///
    /// @param serial the serial part of the work, 0 to 1
    record Amdahl(double serial) implements Fit {
        @Override
        public double speedup(double processors) {
            return 1 / (serial + (1 - serial) / processors);
        }
    }

    /// The Universal Scalability Law (Gunther 2007, 'Guerrilla Capacity Planning'): Amdahl's serial
    /// part as contention, and a cost of keeping the workers coherent that grows with their square.
    ///
    /// @param contention the part that must queue, 0 or more
    /// @param coherency the cost for each pair of workers, 0 or more
    record Usl(double contention, double coherency) implements Fit {
        @Override
        public double speedup(double processors) {
            double others = processors - 1;
            return processors / (1 + contention * others + coherency * processors * others);
        }
    }
}
