package dev.evenkeel.policy;

import dev.evenkeel.engine.Secrets;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.RiskyUse.Feature;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What driver and driver options of a volume reach, in Docker's own words. */
public final class VolumeRules {

    private static final String LOCAL = "local";
    private static final String DEVICE = "spec.driverOptions[device]";
    private static final String TYPE = "spec.driverOptions[type]";
    private static final String OPTIONS = "spec.driverOptions[o]";

    /** Tabs may stand around mount options; nothing else of the kind may stand anywhere. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    private VolumeRules() {}

    /** What no administrator can allow. */
    public static List<Violation> violations(String driver, Map<String, String> options) {
        List<Violation> broken = new ArrayList<>();
        options.forEach((key, value) -> {
            if (UNPRINTABLE.matcher(value).find()) {
                broken.add(Violation.invalid(
                        "spec.driverOptions[" + key + "]", Secrets.hide(key, value), "has a control character"));
            }
        });
        if (!driver.equals(LOCAL)) {
            broken.addAll(DriverName.violations(driver));
            return broken;
        }
        LocalMount mount = LocalMount.of(options);
        for (String secret : mount.secrets()) {
            broken.add(Violation.forbidden(
                    OPTIONS,
                    secret + " is a secret, and a spec is no place for one: whoever may read the volume would read it."
                            + " Mount the share on the host, or use a driver that keeps its own secrets"));
        }
        if (mount.remote()) {
            remote(broken, mount);
        } else if (!mount.inMemory() && isPathOfHost(mount) && !HostPath.isPlain(mount.device())) {
            broken.add(Violation.invalid(DEVICE, mount.device(), HostPath.RULE));
        }
        return broken;
    }

    /** What reaches the host, and so needs its switch and its verb. */
    public static List<RiskyUse> uses(String driver, Map<String, String> options) {
        if (!driver.equals(LOCAL)) {
            return List.of(new RiskyUse(Feature.drivers, "spec.driver", driver));
        }
        LocalMount mount = LocalMount.of(options);
        if (!mount.mounts() || mount.remote() || mount.inMemory()) {
            return List.of();
        }
        return mount.binds()
                ? List.of(new RiskyUse(Feature.hostpaths, DEVICE, mount.device()))
                : List.of(new RiskyUse(Feature.hostpaths, TYPE, mount.type() + " " + mount.device()));
    }

    private static void remote(List<Violation> broken, LocalMount mount) {
        mount.addresses().forEach(host -> RemoteHost.objection(host)
                .ifPresent(why -> broken.add(Violation.invalid(OPTIONS, host, why))));
        String host = mount.deviceHost();
        if (host.contains("@")) {
            broken.add(Violation.forbidden(DEVICE, "a user or password has no place in it"));
        } else if (!host.isEmpty()) {
            RemoteHost.objection(host).ifPresent(why -> broken.add(Violation.invalid(DEVICE, host, why)));
        }
    }

    /** What is bound must be a path: the engine takes a relative one from its own working directory. */
    private static boolean isPathOfHost(LocalMount mount) {
        return mount.binds() || mount.device().startsWith("/");
    }
}
