package dev.evenkeel.policy;

import dev.evenkeel.engine.EndpointSettings;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.ExecCreation;
import dev.evenkeel.engine.HelperCreation;
import dev.evenkeel.engine.NetworkCreation;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.RiskyUse.Feature;
import dev.evenkeel.resource.Violation;
import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the administrator's switches let something reach the engine's host. Asked by field when a spec is written,
 * and by body when a call is about to leave: what got into the registry some other way does not get out.
 */
public final class HostPolicy {

    /** Names that hosts, engines and their like give to interfaces: a bridge of that name would take one over. */
    private static final Pattern TAKEN_BRIDGES = Pattern.compile("lo|docker0|docker_gwbridge|ingress"
            + "|(br-|eth|en|wl|ww|ib|bond|team|veth|virbr|vmbr|lxc|lxd|cni|flannel|cali|"
            + "vlan|tun|tap|wg|dummy|ppp|vxlan).*");

    private static final Pattern VLAN = Pattern.compile("\\.[0-9]+$");

    private final HostSwitches switches;

    public HostPolicy(HostSwitches switches) {
        this.switches = switches;
    }

    /**
     * A call that must not leave for the engine.
     *
     * @param feature what it uses; empty when it is something that no switch allows
     */
    public record Refusal(Optional<Feature> feature, String message) {}

    /** Why nobody may do that as long as the switches are as they are; empty when they allow it. */
    public Optional<String> refusal(RiskyUse use) {
        return switch (use.feature()) {
            case hostpaths -> path(use.value());
            case hostinterfaces -> hostInterface(use);
            case drivers ->
                switches.drivers().contains(use.value())
                        ? Optional.empty()
                        : Optional.of("it is a plugin that evenkeel.policy.drivers does not list");
            case adopt ->
                switches.adopt() ? Optional.empty() : Optional.of("it is off: evenkeel.policy.adopt turns it on");
            case exechooks ->
                switches.execHooks()
                        ? Optional.empty()
                        : Optional.of("hooks are off: evenkeel.policy.exec-hooks turns them on");
            case forcerestore -> Optional.empty();
        };
    }

    /** Why a spec that uses these may not be stored. */
    public Optional<Refusal> refusal(List<RiskyUse> uses) {
        return first(List.of(), uses);
    }

    public Optional<Refusal> refusal(VolumeCreation creation) {
        return first(
                VolumeRules.violations(creation.driver(), creation.options()),
                VolumeRules.uses(creation.driver(), creation.options()));
    }

    public Optional<Refusal> refusal(NetworkCreation creation) {
        Stream<Violation> reserved = creation.ipam().stream()
                .flatMap(pool -> ReservedBlocks.overlapping(pool.subnet())
                        .map(block ->
                                Violation.invalid("spec.ipam.config", pool.subnet(), "overlaps the reserved " + block))
                        .stream());
        return first(
                Stream.concat(NetworkRules.violations(creation.driver(), creation.options()).stream(), reserved)
                        .toList(),
                NetworkRules.uses(creation.driver(), creation.ipamDriver(), creation.options()));
    }

    /** Of an endpoint only what libnetwork keeps for itself: the rest stays in the container's own network stack. */
    public Optional<Refusal> refusal(EndpointSettings settings) {
        return first(
                NetworkRules.endpointViolations("spec.attachments.driverOptions", settings.driverOptions()), List.of());
    }

    /** A helper mounts one volume by its name, and nothing of the host by its path. */
    public Optional<Refusal> refusal(HelperCreation creation) {
        boolean plainTarget =
                HostPath.isPlain(creation.mountPath()) && !creation.mountPath().equals("/");
        List<Violation> target = plainTarget
                ? List.of()
                : List.of(Violation.invalid("mountPath", creation.mountPath(), "is no place for a volume"));
        return first(
                Stream.concat(ObjectName.violations("volume", creation.volume()).stream(), target.stream())
                        .toList(),
                List.of());
    }

    /** A command in a container: it has whatever the container has. */
    public Optional<Refusal> refusal(ExecCreation creation) {
        String command = creation.command().isEmpty() ? "" : creation.command().getFirst();
        return first(List.of(), List.of(new RiskyUse(Feature.exechooks, "command", command)));
    }

    /** Contents that are about to be read or written. Whoever made the volume, a folder of the host stays one. */
    public Optional<Refusal> refusal(EngineVolume volume) {
        List<RiskyUse> uses = VolumeRules.uses(volume.driver(), volume.options()).stream()
                .filter(use -> use.feature() == Feature.hostpaths)
                .toList();
        return first(List.of(), uses);
    }

    /** What an administrator has to allow before a spec may be stored, as a remark on a manifest. */
    public static String needed(RiskyUse use) {
        String setting =
                switch (use.feature()) {
                    case hostpaths -> "evenkeel.policy.host-paths, ";
                    case hostinterfaces -> "evenkeel.policy.host-interfaces, ";
                    case drivers -> "evenkeel.policy.drivers, ";
                    case adopt -> "evenkeel.policy.adopt, ";
                    case exechooks -> "evenkeel.policy.exec-hooks, ";
                    case forcerestore -> "";
                };
        return use.field() + " \"" + use.value() + "\" needs " + setting + "and the verb use on " + use.feature();
    }

    /** The route of the host that a bridge with that subnet would take over, of those that nobody allowed. */
    public Optional<HostRoute> taken(IPAddress subnet, List<HostRoute> routes) {
        return routes.stream()
                .filter(route -> !route.isOfAnEngine() && route.overlaps(subnet))
                .filter(route -> switches.hostRoutes().stream().noneMatch(route::liesIn))
                .findFirst();
    }

    private Optional<Refusal> first(List<Violation> violations, List<RiskyUse> uses) {
        Stream<Refusal> never = violations.stream()
                .map(violation -> new Refusal(Optional.empty(), violation.field() + ": " + violation.message()));
        Stream<Refusal> notNow = uses.stream()
                .flatMap(use -> refusal(use)
                        .map(why -> new Refusal(
                                Optional.of(use.feature()), use.field() + ": \"" + use.value() + "\": " + why))
                        .stream());
        return Stream.concat(never, notNow).findFirst();
    }

    private Optional<String> path(String path) {
        if (!HostPath.isPlain(path)) {
            return Optional.of("only directories can be allowed: mount it on the host, and bind the directory");
        }
        Optional<String> denied = HostPath.denied(path, switches.deniedPaths());
        if (denied.isPresent()) {
            return Optional.of("it is never allowed, because of " + denied.get());
        }
        return switches.hostPaths().stream().anyMatch(prefix -> HostPath.isWithin(path, prefix))
                ? Optional.empty()
                : Optional.of("it lies below none of the directories in evenkeel.policy.host-paths");
    }

    private Optional<String> hostInterface(RiskyUse use) {
        boolean bridge = use.field().equals(NetworkRules.field(NetworkRules.BRIDGE_NAME));
        if (bridge && TAKEN_BRIDGES.matcher(use.value()).matches()) {
            return Optional.of("it is never allowed: interfaces of the host and of engines have such names");
        }
        String base = VLAN.matcher(use.value()).replaceFirst("");
        return switches.hostInterfaces().stream()
                        .anyMatch(pattern -> matches(pattern, use.value()) || matches(pattern, base))
                ? Optional.empty()
                : Optional.of("evenkeel.policy.host-interfaces does not list it");
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }
}
