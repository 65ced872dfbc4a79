package dev.evenkeel.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Optional;
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
                        allowed.resolveSibling("standard"),
                        false,
                        allowed.resolveSibling("spool"),
                        S3Server.ACCESS,
                        System::nanoTime),
                policy,
                StoreListener.SILENT,
                world.events,
                world.clock,
                INTERVAL,
                Set.of("default"));
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

    void annotate(String name, String annotation, String value) {
        Resource<StoreSpec, StoreStatus> store = store(name);
        ObjectNode tree = Golden.CODEC.tree(store);
        tree.withObject("/metadata/annotations").put(annotation, value);
        try {
            Resource<StoreSpec, StoreStatus> wanted = Golden.CODEC.resource(StoreKind.INSTANCE, tree);
            world.registry.update(StoreKind.INSTANCE, wanted);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Optional<String> annotation(String name, String annotation) {
        return store(name).metadata().annotation(annotation);
    }

    private Resource<StoreSpec, StoreStatus> store(String name) {
        return world.registry
                .find(StoreKind.INSTANCE, StoreKind.INSTANCE.key("", name))
                .orElseThrow();
    }

    StoreStatus status(String name) {
        return store(name).status();
    }

    String reason(String name) {
        return Conditions.find(status(name).conditions(), Condition.READY)
                .orElseThrow()
                .reason();
    }
}
