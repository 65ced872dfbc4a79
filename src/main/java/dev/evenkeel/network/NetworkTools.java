package dev.evenkeel.network;

import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostRoutes;
import java.util.concurrent.Executor;

/**
 * What repairs work with.
 *
 * @param policy what may be asked of an engine's host
 * @param host what is known of that host
 * @param paces how long engines take for what
 * @param executor runs calls for containers of the same network at the same time, where the engine can
 */
public record NetworkTools(HostPolicy policy, HostRoutes host, EnginePaces paces, Executor executor) {}
