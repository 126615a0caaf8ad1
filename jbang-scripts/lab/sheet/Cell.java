package lab.sheet;

import lab.measure.Measurement;

/// What is measured of a workload under one name.
///
/// @param experiment one of the experiments of [Sheet]; blank for the making of the workload
/// @param model the model; blank for all of them
/// @param workers how many, where one model comes in several sizes; 0 elsewhere
public record Cell(String experiment, String model, int workers) {
    /// The making of the workload.
    static final Cell MAKING = new Cell("", "", 0);

    /// The one that a variant stands for.
    static Cell of(String experiment, String variant, int workers) {
        var model = Sheet.shown(experiment, variant);
        boolean sized = experiment.equals(Sheet.SCALING) && model.equals(Sheet.POOL);
        return new Cell(experiment, model, sized ? workers : 0);
    }

    /// The one that was measured.
    static Cell of(Measurement measured) {
        return of(measured.experiment(), measured.variant(), measured.workers());
    }

    /// What a reader knows it by.
    String label() {
        return workers == 0 ? model : model + " of " + workers;
    }
}
