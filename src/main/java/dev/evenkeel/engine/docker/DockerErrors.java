package dev.evenkeel.engine.docker;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.Secrets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What an engine means by a status and a message. Neither says it alone: 403 is an overlap, "in use" and "already
 * there"; 500 hides what is not found and, before engine 24, what is not valid. The wordings are those of engines 20.10
 * to 29.
 */
final class DockerErrors {

    /** The first that matches counts. */
    private static final List<Meaning> MEANINGS = List.of(
            // Somebody put an engine of another release in the place of the one that a version was agreed on with.
            meaning("client version \\S+ is too (new|old)", EngineException.Unreachable::new),
            meaning(
                    "Client sent an HTTP request to an HTTPS server",
                    text -> new EngineException.Unreachable(TlsFault.EngineWantsTls + ": the engine answers: " + text)),
            meaning("is not connected to (the )?network", EngineException.NotConnected::new),
            meaning("already exists in network", EngineException.AlreadyConnected::new),
            // Two addresses of the same request, or one outside its subnet: no other network is to blame.
            meaning("failed to allocate (gateway|secondary ip address)", EngineException.Rejected::new),
            // With a small a it is a port of the host.
            meaning("Address already in use", EngineException.AddressInUse::new),
            meaning(
                    "Pool overlaps|non-overlapping IPv[46] address pool|address pools have been fully subnetted",
                    EngineException.AddressPool::new),
            meaning(
                    "has active endpoints|is in use by (task|service)|volume is in use|container is running"
                            + "|cannot remove a (running|paused) container",
                    EngineException.InUse::new),
            meaning("is ambiguous|already exists|is already in use by container", EngineException.NameTaken::new),
            meaning("removal of container \\S+ is already in progress", EngineException.Failed::new),
            meaning(
                    "adding interface \\S+ to bridge \\S+ failed: (Device does not exist|could not find bridge)",
                    EngineException.DeviceGone::new),
            // The last words are the host's, of what the volume should be made of.
            meaning(
                    "failed to mount local volume: .*no such (file or directory|device)( or address)?",
                    EngineException.DeviceGone::new),
            meaning(
                    "failed to mount local volume|error while mounting volume|VolumeDriver\\.Mount",
                    EngineException.MountFailed::new),
            meaning("is not a swarm manager", EngineException.SwarmRequired::new),
            // Not what was asked for is missing, but something it would need; and it will go on missing.
            meaning("plugin .* not found|network matching network mode|page not found", EngineException.Rejected::new),
            meaning(
                    "[Ii]nvalid (subnet|gateway|address|name|option)|failed to parse com\\.docker"
                            + "|numerical result out of range|not manually attachable",
                    EngineException.Rejected::new));

    private static final Pattern HIDDEN_NOT_FOUND =
            Pattern.compile("code = NotFound|[Nn]o such (container|network|volume|image)|network \\S+ not found");

    private DockerErrors() {}

    static EngineException named(int status, String message) {
        String text = message.isEmpty() ? "status " + status : Secrets.hide(message);
        for (Meaning meaning : MEANINGS) {
            if (meaning.wording.matcher(text).find()) {
                return meaning.name.apply(text);
            }
        }
        if (status == 404 || HIDDEN_NOT_FOUND.matcher(text).find()) {
            return new EngineException.NotFound(text);
        }
        return status < 500 ? new EngineException.Rejected(text) : new EngineException.Failed(text);
    }

    private static Meaning meaning(String wording, Function<String, EngineException> name) {
        return new Meaning(Pattern.compile(wording), name);
    }

    private record Meaning(Pattern wording, Function<String, EngineException> name) {}
}
