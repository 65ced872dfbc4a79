package dev.evenkeel.backup;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.HelperCreation;
import dev.evenkeel.engine.PathStat;
import dev.evenkeel.resource.Ownership;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A way into a volume that runs no code: a container of an empty image that is never started. As long as it exists,
 * nobody can remove the volume.
 */
public final class VolumeAccess implements AutoCloseable {

    /** Where the volume is in the helper; the engine puts it before every name in an archive. */
    public static final String MOUNT_PATH = "/data";

    /** What a helper is for. */
    static final String PURPOSE_LABEL = Ownership.LABEL_PREFIX + "helper";

    static final String IMAGE_REPOSITORY = "evenkeel-empty";
    static final String IMAGE_TAG = "latest";

    private static final String IMAGE = IMAGE_REPOSITORY + ":" + IMAGE_TAG;
    private static final Logger LOG = Logger.getLogger(VolumeAccess.class);

    private final Engine engine;
    private final String helperId;

    private VolumeAccess(Engine engine, String helperId) {
        this.engine = engine;
        this.helperId = helperId;
    }

    /**
     * Opens {@code volume} for one resource, after having removed what an earlier attempt for it left behind.
     *
     * @param purpose one word for whoever sees the helper on the engine
     */
    public static VolumeAccess open(Engine engine, String volume, boolean readOnly, String purpose, Owner owner) {
        HelperReaper.reap(engine, owner);
        if (!engine.hasImage(IMAGE)) {
            engine.importEmptyImage(IMAGE_REPOSITORY, IMAGE_TAG);
        }
        return new VolumeAccess(
                engine,
                engine.createHelper(new HelperCreation(IMAGE, volume, MOUNT_PATH, readOnly, owner.labels(purpose))));
    }

    /** On whose behalf a helper is made. */
    public record Owner(String registryId, String uid) {

        /** What a helper is found by, so that no crash leaves one behind for good. */
        Map<String, String> labels(String purpose) {
            return Map.of(Ownership.MANAGED_BY, registryId, Ownership.UID, uid, PURPOSE_LABEL, purpose);
        }
    }

    /** What the engine says of the volume's root. */
    public PathStat root() {
        return engine.statPath(helperId, MOUNT_PATH);
    }

    /** The contents as tar, every member under {@code data/}; see {@link Engine#readArchive}. */
    public InputStream read() {
        return engine.readArchive(helperId, MOUNT_PATH);
    }

    /** Removes everything in the volume; see {@link Engine#emptyMount}. */
    public void empty() {
        engine.emptyMount(helperId, MOUNT_PATH);
    }

    /** Unpacks a tar whose members are under {@code data/}; {@code data/} itself sets the root's owner and mode. */
    public void write(InputStream tar) throws IOException {
        engine.writeArchive(helperId, "/", tar);
    }

    /**
     * Removes the helper, even on a thread that is being interrupted. One that stays is reaped by the next attempt or
     * the next start: no reason to fail.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            engine.removeHelper(helperId);
        } catch (EngineException.NotFound gone) {
            LOG.debugf("helper was gone already helper=%s", helperId);
        } catch (EngineException stays) {
            LOG.warnf("helper stays behind for now helper=%s cause=%s", helperId, stays.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
