package dev.evenkeel.policy;

import java.util.List;

/** What routes the host of an engine has; empty for one that cannot be asked. */
@FunctionalInterface
public interface HostRoutes {

    HostRoutes UNKNOWN = List::of;

    /** As they are now. */
    List<HostRoute> read();
}
