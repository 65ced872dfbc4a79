package dev.evenkeel.policy;

import java.util.List;
import java.util.Set;

/**
 * What the administrator allows specs to use of the engine's host.
 *
 * @param hostPaths directories of the host below which volumes may be; none allows nothing
 * @param deniedPaths directories that no volume may touch, beyond those of every host
 * @param hostInterfaces names that networks may use as parents or bridges; {@code *} at the end stands for any rest
 * @param hostRoutes routes of the host, or wider blocks, that subnets may overlap
 * @param drivers plugins that may be named as drivers
 * @param adopt whether a network that somebody else made may be replaced
 * @param execHooks whether Backups may run commands in containers
 */
public record HostSwitches(
        List<String> hostPaths,
        List<String> deniedPaths,
        List<String> hostInterfaces,
        List<String> hostRoutes,
        Set<String> drivers,
        boolean adopt,
        boolean execHooks) {

    /** As it is when nobody sets anything. */
    public static final HostSwitches OFF =
            new HostSwitches(List.of(), List.of(), List.of(), List.of(), Set.of(), false, false);

    /** Without hooks. */
    public HostSwitches(
            List<String> hostPaths,
            List<String> deniedPaths,
            List<String> hostInterfaces,
            List<String> hostRoutes,
            Set<String> drivers,
            boolean adopt) {
        this(hostPaths, deniedPaths, hostInterfaces, hostRoutes, drivers, adopt, false);
    }

    /**
     * @throws IllegalArgumentException when a path is not absolute and plain, or a route is no block; the message is
     *     for the administrator
     */
    public HostSwitches {
        hostPaths = List.copyOf(hostPaths);
        deniedPaths = List.copyOf(deniedPaths);
        hostInterfaces = List.copyOf(hostInterfaces);
        hostRoutes = List.copyOf(hostRoutes);
        drivers = Set.copyOf(drivers);
        for (List<String> paths : List.of(hostPaths, deniedPaths)) {
            paths.stream().filter(path -> !HostPath.isPlain(path)).findFirst().ifPresent(path -> {
                throw new IllegalArgumentException("\"" + path + "\" " + HostPath.RULE);
            });
        }
        hostRoutes.stream()
                .filter(route -> !HostRoute.isBlock(route))
                .findFirst()
                .ifPresent(route -> {
                    throw new IllegalArgumentException("\"" + route + "\" is no block of addresses such as 10.0.0.0/8");
                });
    }
}
