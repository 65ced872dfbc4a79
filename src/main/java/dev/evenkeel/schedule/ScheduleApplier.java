package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Carries out a schedule's plan against the registry, and decides nothing. */
final class ScheduleApplier {

    private static final Logger LOG = Logger.getLogger(ScheduleApplier.class);

    private final Registry registry;
    private final EventRecorder events;

    private final ScheduleListener listener;

    ScheduleApplier(Registry registry, EventRecorder events, ScheduleListener listener) {
        this.registry = registry;
        this.events = events;
        this.listener = listener;
    }

    /** This one, telling {@code who} what is let go. */
    ScheduleApplier telling(ScheduleListener who) {
        return new ScheduleApplier(registry, events, who);
    }

    void apply(Resource<ScheduleSpec, ScheduleStatus> schedule, SchedulePlan plan) {
        for (ScheduleStep step : plan.steps()) {
            switch (step) {
                case ScheduleStep.CreateBackup create -> create(schedule, create);
                case ScheduleStep.DeleteBackup delete -> delete(schedule, delete);
            }
        }
    }

    private void create(Resource<ScheduleSpec, ScheduleStatus> schedule, ScheduleStep.CreateBackup step) {
        Metadata metadata = Metadata.named(schedule.metadata().namespace(), step.name())
                .withLabels(Map.of(ScheduleKind.LABEL, schedule.metadata().name()))
                .withOwners(List.of(schedule.asOwner()));
        BackupSpec spec = schedule.spec().template().of(step.volumes());
        Resource<BackupSpec, BackupStatus> backup =
                new Resource<>(BackupKind.INSTANCE.kind(), metadata, spec, BackupKind.INSTANCE.emptyStatus());
        try {
            registry.create(BackupKind.INSTANCE, backup);
            LOG.infof("backup due schedule=%s backup=%s", schedule.key(), step.name());
            events.record(schedule, EventType.Normal, EventRecorder.BACKUP_STARTED, step.toString());
        } catch (RegistryException.AlreadyExists done) {
            LOG.debugf("backup was there already schedule=%s backup=%s", schedule.key(), step.name());
        }
    }

    private void delete(Resource<ScheduleSpec, ScheduleStatus> schedule, ScheduleStep.DeleteBackup step) {
        try {
            registry.delete(
                    BackupKind.INSTANCE,
                    BackupKind.INSTANCE.key(schedule.metadata().namespace(), step.name()),
                    Deletion.of(step.uid()));
            listener.pruned(schedule, true);
            LOG.infof("backup let go schedule=%s backup=%s cause=%s", schedule.key(), step.name(), step.cause());
            events.record(schedule, EventType.Normal, EventRecorder.BACKUP_PRUNED, step.toString());
        } catch (RegistryException.NotFound gone) {
            LOG.debugf("backup was gone already schedule=%s backup=%s", schedule.key(), step.name());
        } catch (RegistryException refused) {
            listener.pruned(schedule, false);
            throw refused;
        }
    }
}
