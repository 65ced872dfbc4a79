package dev.evenkeel.backup;

import dev.evenkeel.archive.Capture;
import dev.evenkeel.archive.CaptureNotes;
import dev.evenkeel.archive.CapturedTar;
import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.TarMessages;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.HelperCreation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * GNU tar in a container of our own beside a volume. It may read every file, and nothing else: it has no network, no
 * log, a read-only file system, and one capability.
 */
final class ContainerTar implements CapturedTar {

    /** Of the helpers that run. */
    static final String PURPOSE = "tar";

    private static final Logger LOG = Logger.getLogger(ContainerTar.class);
    private static final Set<String> CAPABILITIES = Set.of("DAC_READ_SEARCH");
    /** To see these it would need to be the administrator of the whole host (CAP_SYS_ADMIN; see xattr(7)). */
    private static final String LOSS = "extended attributes of the namespace trusted";

    private final Engine engine;
    private final String helperId;
    private final TarMessages messages;
    private final InputStream tar;

    private ContainerTar(Engine engine, String helperId, TarMessages messages, InputStream tar) {
        this.engine = engine;
        this.helperId = helperId;
        this.messages = messages;
        this.tar = tar;
    }

    /**
     * Starts reading {@code volume}.
     *
     * @param image with GNU tar
     */
    static ContainerTar start(Engine engine, String image, String volume, VolumeAccess.Owner owner) {
        String helper = engine.createHelper(new HelperCreation(
                image,
                GnuTar.command(VolumeAccess.MOUNT_PATH),
                CAPABILITIES,
                volume,
                VolumeAccess.MOUNT_PATH,
                true,
                owner.labels(PURPOSE)));
        try {
            TarMessages messages = new TarMessages();
            ContainerTar capture = new ContainerTar(engine, helper, messages, engine.attach(helper, messages));
            engine.startContainer(helper);
            return capture;
        } catch (EngineException failed) {
            kill(engine, helper);
            throw failed;
        }
    }

    @Override
    public Capture capture() {
        return Capture.Tar;
    }

    @Override
    public InputStream stream() {
        return tar;
    }

    @Override
    public CaptureNotes finish() {
        CaptureNotes notes = messages.verdict(engine.awaitExit(helperId));
        List<String> losses = new ArrayList<>(notes.losses());
        losses.addFirst(LOSS);
        return new CaptureNotes(notes.warnings(), notes.warningCount(), losses);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try (tar) {
            kill(engine, helperId);
        } catch (IOException e) {
            LOG.debugf("stream was broken already helper=%s", helperId);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One that stays is reaped by the next attempt or the next start. */
    private static void kill(Engine engine, String helper) {
        try {
            engine.killHelper(helper);
        } catch (EngineException.NotFound gone) {
            LOG.debugf("helper was gone already helper=%s", helper);
        } catch (EngineException stays) {
            LOG.warnf("helper stays behind for now helper=%s cause=%s", helper, stays.getMessage());
        }
    }
}
