package dev.evenkeel.control;

import dev.evenkeel.resource.ResourceKey;

/** Makes the world agree with one resource. Running it twice changes nothing the second time. */
@FunctionalInterface
public interface Reconciler {

    /**
     * Looks at the resource and at the world, and brings them together or says why not.
     *
     * @throws InterruptedException when the process is shutting down; what was begun is finished by the next run
     */
    Outcome reconcile(ResourceKey key) throws InterruptedException;
}
