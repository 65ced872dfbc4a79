package dev.evenkeel.store;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Defaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of the store. While it cannot be reached, the numbers are the last that were known.
 *
 * @param conditions Ready, Reconciling and Stalled
 * @param observedGeneration the {@code metadata.generation} that this was seen of
 * @param location where it was when it was ready for the first time. From then on it must be there, and is not made
 *     anew
 * @param freeBytes how many bytes can still be stored, within one percent; left out where nobody says
 * @param archives how many archives are in it, those of unknown Backups included
 * @param bytes how many bytes they take
 * @param imported what came of the newest import, which the annotation {@code evenkeel.dev/import: now} asks for
 */
public record StoreStatus(
        List<Condition> conditions,
        long observedGeneration,
        String location,
        Optional<Long> freeBytes,
        long archives,
        long bytes,
        Optional<Import> imported) {

    static final StoreStatus EMPTY = new StoreStatus(List.of(), 0, "", Optional.empty(), 0, 0, Optional.empty());

    public StoreStatus {
        conditions = Defaults.list(conditions);
        location = Defaults.text(location, "");
        freeBytes = Defaults.optional(freeBytes);
        imported = Defaults.optional(imported);
    }

    /**
     * What an import found.
     *
     * @param time when it was made
     * @param backups how many Backups it made
     * @param archives how many archives they have
     * @param unreadable how many archives have no manifest that can be read
     * @param ofOtherEngines how many archives are of engines that are not here; they are left alone
     */
    public record Import(Optional<Instant> time, long backups, long archives, long unreadable, long ofOtherEngines) {
        public Import {
            time = Defaults.optional(time);
        }
    }

    StoreStatus withImport(Import newImport) {
        return new StoreStatus(
                conditions, observedGeneration, location, freeBytes, archives, bytes, Optional.of(newImport));
    }

    public boolean ready() {
        return Conditions.isTrue(conditions, Condition.READY);
    }
}
