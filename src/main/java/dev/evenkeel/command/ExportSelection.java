package dev.evenkeel.command;

import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.resource.Declaration.Care;
import dev.evenkeel.resource.ForeignLabels;
import dev.evenkeel.volume.VolumeExport;
import dev.evenkeel.volume.VolumeSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of an engine's objects are meant.
 *
 * @param all also what belongs to somebody else
 * @param names only these; empty for every one
 */
record ExportSelection(boolean all, Set<String> names) {

    private static final String OVERLAY = "overlay";

    List<Declaration> of(List<Declaration> declarations) {
        return declarations.stream()
                .filter(declaration -> names.isEmpty() || names.contains(declaration.name()))
                .map(declaration -> declaration instanceof Declaration.Declared declared ? of(declared) : declaration)
                .toList();
    }

    private Declaration of(Declaration.Declared declared) {
        return all || names.contains(declared.name())
                ? declared
                : objection(declared)
                        .<Declaration>map(why -> new Declaration.LeftOut(
                                declared.kind(), declared.name(), why + "; --all exports it, too", Care.Meant))
                        .orElse(declared);
    }

    private static Optional<String> objection(Declaration.Declared declared) {
        return switch (declared.resource().spec()) {
            case NetworkSpec network
            when network.driver().equals(OVERLAY) -> Optional.of("the swarm makes it on every node");
            case NetworkSpec network -> foreign(network.labels());
            case VolumeSpec volume
            when VolumeExport.isAnonymous(declared.name(), volume.labels()) ->
                Optional.of("the engine made it for a container, without a name");
            case VolumeSpec volume -> foreign(volume.labels());
            default -> Optional.empty();
        };
    }

    private static Optional<String> foreign(Map<String, String> labels) {
        return ForeignLabels.owner(labels).map(owner -> owner + " owns it");
    }
}
