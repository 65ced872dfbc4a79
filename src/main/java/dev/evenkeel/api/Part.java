package dev.evenkeel.api;

/** The two parts of a resource that are written apart: the user's wish, and what the reconcilers saw. */
enum Part {
    /** Spec and metadata, at the resource's own path. */
    SPEC(""),
    /** At {@code …/status}. */
    STATUS("status");

    private final String subresource;

    Part(String subresource) {
        this.subresource = subresource;
    }

    /** As in {@code metadata.managedFields}. */
    String subresource() {
        return subresource;
    }
}
