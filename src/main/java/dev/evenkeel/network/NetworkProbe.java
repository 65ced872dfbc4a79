package dev.evenkeel.network;

import java.util.List;
import java.util.Map;

/** A way into the network namespaces of containers, for asking and for nothing else. */
@FunctionalInterface
public interface NetworkProbe {

    /** What was learnt, by container id: one report for each order, within a deadline. Never throws. */
    Map<String, ProbeReport> ask(List<ProbeOrder> orders);
}
