package dev.evenkeel.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.archive.s3.S3Server;
import dev.evenkeel.backup.BackupWorld;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Stores beside the Backups that use them, in folders that the policy allows. */
final class StoreWorld {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private final BackupWorld world;
    private final Path allowed;

    StoreWorld(BackupWorld world, Path allowed) {
        this.world = world;
        this.allowed = allowed;
        try {
            Files.createDirectories(allowed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        world.stores.remove("local");
    }

    /** A reconciler of a process that has just started. */
    StoreReconciler reconciler() {
        HostPolicy policy = new HostPolicy(
                new HostSwitches(List.of(allowed.toString()), List.of(), List.of(), List.of(), Set.of(), false));
        return new StoreReconciler(
                world.registry,
                world.stores,
                new StoreOpener(
                        allowed.resolveSibling("standard"), false, allowed.resolveSibling("spool"), S3Server.ACCESS),
                policy,
                StoreListener.SILENT,
                world.clock,
                INTERVAL);
    }

    Path path(String name) {
        return allowed.resolve(name);
    }

    void declare(String name, String spec) {
        try {
            world.registry.create(
                    StoreKind.INSTANCE,
                    new Resource<>(
                            StoreKind.INSTANCE.kind(),
                            Metadata.named("", name),
                            Golden.CODEC.mapper().treeToValue(Golden.parse(spec), StoreSpec.class),
                            StoreKind.INSTANCE.emptyStatus()));
        } catch (JsonProcessingException misspelt) {
            throw new UncheckedIOException(misspelt);
        }
    }

    StoreStatus status(String name) {
        return world.registry
                .find(StoreKind.INSTANCE, StoreKind.INSTANCE.key("", name))
                .orElseThrow()
                .status();
    }

    String reason(String name) {
        return Conditions.find(status(name).conditions(), Condition.READY)
                .orElseThrow()
                .reason();
    }
}
