package dev.evenkeel.drill;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestoreSpec;
import dev.evenkeel.restore.RestoreStatus;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Removes what drills leave: scratch volumes whose Restore is gone, however it went, and drills whose schedule is gone.
 * Nothing is removed that is not marked as ours by label, name and the uid of a Restore.
 */
public final class DrillSweep {

    private static final Logger LOG = Logger.getLogger(DrillSweep.class);

    private final Registry registry;

    public DrillSweep(Registry registry) {
        this.registry = registry;
    }

    /** @param volumes of the engine. They were listed before: a volume is younger than its Restore */
    public void sweep(String engineName, Engine engine, List<EngineVolume> volumes) {
        var restores =
                registry.list(RestoreKind.INSTANCE, Optional.of(engineName)).items();
        volumes.stream()
                .filter(volume -> isOurs(volume) && restores.stream().noneMatch(restore -> isOf(restore, volume)))
                .forEach(volume -> remove(engine, volume));
        restores.stream()
                .filter(restore -> DrillName.isDrill(restore.metadata())
                        && restore.metadata().ownerReferences().isEmpty()
                        && !restore.deleting())
                .forEach(this::forget);
    }

    private boolean isOurs(EngineVolume volume) {
        return Ownership.isScratch(volume.name(), volume.labels())
                && registry.id().equals(volume.labels().get(Ownership.MANAGED_BY));
    }

    private static boolean isOf(Resource<RestoreSpec, RestoreStatus> restore, EngineVolume volume) {
        return restore.metadata().uid().equals(volume.labels().get(Ownership.RESTORE));
    }

    private static void remove(Engine engine, EngineVolume volume) {
        try {
            engine.removeVolume(volume.name());
            LOG.infof("scratch volume removed volume=%s", volume.name());
        } catch (EngineException.NotFound gone) {
            LOG.debugf("scratch volume was gone already volume=%s", volume.name());
        } catch (EngineException stays) {
            LOG.debugf("scratch volume stays for now volume=%s cause=%s", volume.name(), stays.getMessage());
        }
    }

    /** Its schedule is gone, and nobody asks for its result any more. */
    private void forget(Resource<RestoreSpec, RestoreStatus> restore) {
        try {
            registry.delete(
                    RestoreKind.INSTANCE,
                    restore.key(),
                    Deletion.of(restore.metadata().uid()));
            LOG.infof("drill without a schedule ended restore=%s", restore.key());
        } catch (RegistryException.NotFound gone) {
            LOG.debugf("drill was gone already restore=%s", restore.key());
        }
    }
}
