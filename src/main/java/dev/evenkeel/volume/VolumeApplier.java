package dev.evenkeel.volume;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import org.jboss.logging.Logger;

/** Carries out one step. Whether it had the effect wanted is for the next look to say: a create is no proof. */
final class VolumeApplier {

    private static final Logger LOG = Logger.getLogger(VolumeApplier.class);

    private final Engine engine;

    VolumeApplier(Engine engine) {
        this.engine = engine;
    }

    void apply(VolumeStep step) {
        switch (step) {
            case VolumeStep.Create create -> engine.createVolume(create.creation());
            case VolumeStep.Remove remove -> remove(remove.name());
            case VolumeStep.Fill fill -> throw new IllegalStateException("whoever fills volumes is asked: " + fill);
        }
        LOG.infof("volume step done step=\"%s\"", step);
    }

    private void remove(String name) {
        try {
            engine.removeVolume(name);
        } catch (EngineException.NotFound done) {
            LOG.debugf("already removed volume=%s", name);
        }
    }
}
