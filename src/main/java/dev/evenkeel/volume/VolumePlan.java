package dev.evenkeel.volume;

import dev.evenkeel.resource.FieldDrift;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about a volume: one step at the most.
 *
 * @param hindrance why nothing may be done
 */
record VolumePlan(List<FieldDrift> drift, Optional<VolumeStep> step, Optional<Hindrance> hindrance) {

    /** Why a plan may not be carried out, in a word and in a sentence that names the way out. */
    record Hindrance(VolumeReason reason, String message) {}

    VolumePlan {
        drift = List.copyOf(drift);
    }

    static VolumePlan nothing() {
        return new VolumePlan(List.of(), Optional.empty(), Optional.empty());
    }

    static VolumePlan step(List<FieldDrift> drift, VolumeStep step) {
        return new VolumePlan(drift, Optional.of(step), Optional.empty());
    }

    static VolumePlan hindered(List<FieldDrift> drift, VolumeReason reason, String message) {
        return new VolumePlan(drift, Optional.empty(), Optional.of(new Hindrance(reason, message)));
    }

    boolean isEmpty() {
        return step.isEmpty() && hindrance.isEmpty();
    }

    /** The one text of a plan: in the status, in the log and in the golden tests. */
    @Override
    public String toString() {
        return hindrance
                .map(h -> "blocked " + h.reason() + ": " + h.message())
                .or(() -> step.map(s -> "1 " + s))
                .orElse("");
    }
}
