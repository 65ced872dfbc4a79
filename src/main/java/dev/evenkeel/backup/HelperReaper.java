package dev.evenkeel.backup;

import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.resource.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Removes helpers that a process which died left on an engine: ours, and never started. */
public final class HelperReaper {

    private static final Logger LOG = Logger.getLogger(HelperReaper.class);
    private static final String NEVER_STARTED = "created";

    private HelperReaper() {}

    /**
     * Removes all helpers of a registry. To be called before any Backup or Restore is begun.
     *
     * @return how many there were
     */
    public static int reapAll(Engine engine, String registryId) {
        return reap(engine, registryId, helper -> true);
    }

    /** Removes what earlier attempts for one resource left. */
    public static int reap(Engine engine, VolumeAccess.Owner owner) {
        return reap(engine, owner.registryId(), helper -> owner.uid()
                .equals(helper.labels().get(Ownership.UID)));
    }

    /**
     * Removes those of {@code containers} that are helpers of a registry and were made for nobody who is at work.
     *
     * @param atWork whether the resource with that uid may have some
     */
    public static int reap(
            Engine engine, String registryId, List<ContainerSummary> containers, Predicate<String> atWork) {
        List<ContainerSummary> ours = containers.stream()
                .filter(helper -> registryId.equals(helper.labels().get(Ownership.MANAGED_BY)))
                .toList();
        return reap(engine, ours, helper -> !atWork.test(helper.labels().getOrDefault(Ownership.UID, "")));
    }

    private static int reap(Engine engine, String registryId, Predicate<ContainerSummary> which) {
        return reap(engine, engine.containers(Map.of("label", Set.of(Ownership.MANAGED_BY + "=" + registryId))), which);
    }

    private static int reap(Engine engine, List<ContainerSummary> ours, Predicate<ContainerSummary> which) {
        List<ContainerSummary> left = ours.stream()
                .filter(helper -> helper.labels().containsKey(VolumeAccess.PURPOSE_LABEL))
                .filter(helper -> helper.state().equals(NEVER_STARTED) || runsTar(helper))
                .filter(which)
                .toList();
        left.forEach(helper -> remove(engine, helper));
        return left.size();
    }

    /** Others are never started by us: if one runs, somebody has made it his own. */
    private static boolean runsTar(ContainerSummary helper) {
        return ContainerTar.PURPOSE.equals(helper.labels().get(VolumeAccess.PURPOSE_LABEL));
    }

    private static void remove(Engine engine, ContainerSummary helper) {
        try {
            if (runsTar(helper)) {
                engine.killHelper(helper.id());
            } else {
                engine.removeHelper(helper.id());
            }
            LOG.infof("left-over helper removed helper=%s name=%s", helper.id(), helper.name());
        } catch (EngineException.NotFound gone) {
            LOG.debugf("left-over helper was gone already helper=%s", helper.id());
        }
    }
}
