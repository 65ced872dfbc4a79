package dev.evenkeel.manifest;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import java.util.List;

/**
 * What was read of some files.
 *
 * @param findings everything that is wrong with them; then what is wrong is not among the resources
 */
public record Manifests(List<Read<?, ?>> resources, List<ManifestFinding> findings) {

    /**
     * A resource, with all defaults.
     *
     * @param place the file, and which of its documents
     */
    public record Read<S, T>(ResourceKind<S, T> kind, Resource<S, T> resource, String place) {}

    public Manifests {
        resources = List.copyOf(resources);
        findings = List.copyOf(findings);
    }
}
