package dev.evenkeel.volume;

import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import java.util.Optional;

/**
 * Whether the data in a volume could be brought back if it was lost now, and next week.
 *
 * @param reason why it is so
 * @param message why, in a sentence
 */
public record VolumeProtection(VolumeReason reason, String message, Optional<LastBackup> lastBackup) {

    /** Whether it has a good backup and a schedule that will make more. */
    public boolean isProtected() {
        return reason == VolumeReason.BackedUp;
    }

    Condition condition() {
        return isProtected()
                ? Condition.yes(VolumeStatus.PROTECTED, reason, message)
                : Condition.no(VolumeStatus.PROTECTED, reason, message);
    }

    /** Whether {@code status} says just this. */
    boolean toldBy(VolumeStatus status) {
        return status.lastBackup().equals(lastBackup)
                && Conditions.find(status.conditions(), VolumeStatus.PROTECTED)
                        .filter(told -> told.reason().equals(reason.name())
                                && told.message().equals(message))
                        .isPresent();
    }
}
