package dev.evenkeel.schedule;

import java.util.List;
import java.util.Optional;

/**
 * The volumes that a schedule backs up now.
 *
 * @param volumes in the order in which they are archived
 * @param selected those of them that match the selector
 * @param unsaved those of them that a selector found, and that no Backup has ever been made of
 * @param trouble why it is not known what there is now; {@code volumes} is what was known before then
 */
record Selection(List<String> volumes, List<String> selected, List<String> unsaved, Optional<Trouble> trouble) {

    /** Why an engine's volumes are not known, in a word and in a sentence. */
    record Trouble(ScheduleReason reason, String message) {}

    Selection {
        volumes = List.copyOf(volumes);
        selected = List.copyOf(selected);
        unsaved = List.copyOf(unsaved);
    }

    /** What a spec names, and nothing else. */
    static Selection named(List<String> volumes) {
        return new Selection(volumes, List.of(), List.of(), Optional.empty());
    }

    /** What can be told while the engine does not answer. */
    static Selection unknown(List<String> before, ScheduleReason reason, String message) {
        return new Selection(before, List.of(), List.of(), Optional.of(new Trouble(reason, message)));
    }

    /** Whether there is nothing to go by: not even what there was before. */
    boolean undecided() {
        return volumes.isEmpty() && trouble.isPresent();
    }
}
