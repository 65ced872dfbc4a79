package dev.evenkeel.restore;

import dev.evenkeel.resource.Defaults;
import java.util.List;

/**
 * A replacement that is under way: what a process that starts in the middle of it must know.
 *
 * @param stage how far it has come
 * @param stopped the containers that ran on the volume, and will run again
 * @param attempts how often the stage was begun
 * @param reason why the old contents come back, one word for programs; absent while all is well
 * @param message why the old contents come back
 */
public record Replacement(
        ReplaceStage stage, List<StoppedContainer> stopped, int attempts, String reason, String message) {

    /**
     * A container that is stopped meanwhile.
     *
     * @param name its name
     * @param id its id
     */
    public record StoppedContainer(String name, String id) {}

    public Replacement {
        stage = Defaults.value(stage, ReplaceStage.Stopping);
        stopped = Defaults.list(stopped);
        reason = Defaults.text(reason, "");
        message = Defaults.text(message, "");
    }

    static Replacement begun(List<StoppedContainer> users) {
        return new Replacement(ReplaceStage.Stopping, users, 0, "", "");
    }

    Replacement at(ReplaceStage next) {
        return new Replacement(next, stopped, 0, reason, message);
    }

    Replacement back(ReplaceStage next, RestoreCause cause) {
        return new Replacement(next, stopped, 0, cause.reason().name(), cause.message());
    }

    Replacement tried() {
        return new Replacement(stage, stopped, attempts + 1, reason, message);
    }

    RestoreCause cause() {
        return new RestoreCause(RestoreReason.valueOf(reason), message);
    }
}
