package dev.evenkeel.restore;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.volume.VolumeKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Removes what an engine made when nobody waited for it any more: a call whose connection broke off may be carried out
 * long after its caller has given up and tidied up. Such helpers and trial volumes are known by the uid of a Backup or
 * Restore that is over.
 */
public final class LeftoverSweep {

    private static final Logger LOG = Logger.getLogger(LeftoverSweep.class);

    private final Registry registry;

    public LeftoverSweep(Registry registry) {
        this.registry = registry;
    }

    /** @param containers of the engine, and its volumes. They were listed before: who is over by now was not, then */
    public void sweep(String engineName, Engine engine, List<ContainerSummary> containers, List<EngineVolume> volumes) {
        Optional<String> namespace = Optional.of(engineName);
        var atWork = Stream.of(
                        registry.list(BackupKind.INSTANCE, namespace).items().stream()
                                .filter(backup -> backup.deleting()
                                        || !backup.status().phase().finished())
                                .map(backup -> backup.metadata().uid()),
                        registry.list(RestoreKind.INSTANCE, namespace).items().stream()
                                .filter(restore -> restore.deleting()
                                        || !restore.status().phase().finished())
                                .map(restore -> restore.metadata().uid()),
                        registry.list(VolumeKind.INSTANCE, namespace).items().stream()
                                .map(volume -> volume.metadata().uid()))
                .flatMap(uids -> uids)
                .collect(Collectors.toSet());
        try {
            HelperReaper.reap(engine, registry.id(), containers, atWork::contains);
            volumes.stream()
                    .filter(volume ->
                            isTrial(volume) && !atWork.contains(volume.labels().get(Ownership.RESTORE)))
                    .forEach(volume -> remove(engine, volume));
        } catch (EngineException later) {
            LOG.debugf("left-overs stay for now engine=%s cause=%s", engineName, later.getMessage());
        }
    }

    private boolean isTrial(EngineVolume volume) {
        return ReplacePlanner.TRIAL.equals(volume.labels().get(Ownership.TEMPORARY))
                && volume.labels().containsKey(Ownership.RESTORE)
                && registry.id().equals(volume.labels().get(Ownership.MANAGED_BY));
    }

    private static void remove(Engine engine, EngineVolume volume) {
        try {
            engine.removeVolume(volume.name());
            LOG.infof("trial volume removed volume=%s", volume.name());
        } catch (EngineException.NotFound gone) {
            LOG.debugf("trial volume was gone already volume=%s", volume.name());
        }
    }
}
