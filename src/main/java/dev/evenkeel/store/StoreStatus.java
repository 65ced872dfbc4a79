package dev.evenkeel.store;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Defaults;
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
 */
public record StoreStatus(
        List<Condition> conditions,
        long observedGeneration,
        String location,
        Optional<Long> freeBytes,
        long archives,
        long bytes) {

    static final StoreStatus EMPTY = new StoreStatus(List.of(), 0, "", Optional.empty(), 0, 0);

    public StoreStatus {
        conditions = Defaults.list(conditions);
        location = Defaults.text(location, "");
        freeBytes = Defaults.optional(freeBytes);
    }

    public boolean ready() {
        return Conditions.isTrue(conditions, Condition.READY);
    }
}
