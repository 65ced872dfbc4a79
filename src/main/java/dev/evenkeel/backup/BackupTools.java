package dev.evenkeel.backup;

import dev.evenkeel.hook.HookRunner;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.resource.EventRecorder;

/**
 * What runs work with.
 *
 * @param archiver brings a volume into a store
 * @param quiesce makes containers stand still meanwhile
 * @param hooks runs commands before and after
 * @param sizes what is known of volumes that were never archived
 * @param turns how many runs go on at a time
 * @param events is told what is done to containers
 */
public record BackupTools(
        VolumeArchiver archiver,
        QuiesceApplier quiesce,
        HookRunner hooks,
        KnownSizes sizes,
        RunTurns turns,
        EventRecorder events) {}
