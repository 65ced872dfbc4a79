package dev.evenkeel.api;

import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** What a client wants of an object, and how written: the first entry of its Accept header that we can serve. */
record Representation(Shape shape, Format format) {

    /** What of an object is wanted. */
    enum Shape {
        WHOLE,
        METADATA,
        TABLE
    }

    /** How it is written. */
    enum Format {
        JSON,
        YAML
    }

    static final Representation PLAIN = new Representation(Shape.WHOLE, Format.JSON);

    static Optional<Representation> of(Call call) {
        return call.accepted().stream()
                .flatMap(type -> shape(type).stream()
                        .flatMap(shape -> format(type).map(format -> new Representation(shape, format)).stream()))
                .findFirst();
    }

    private static Optional<Shape> shape(MediaType type) {
        String as = type.getParameters().getOrDefault("as", "");
        boolean known = "meta.k8s.io".equals(type.getParameters().get("g"))
                && "v1".equals(type.getParameters().get("v"));
        return switch (as) {
            case "" -> Optional.of(Shape.WHOLE);
            case "Table" -> Optional.of(Shape.TABLE).filter(shape -> known);
            case "PartialObjectMetadata", "PartialObjectMetadataList" ->
                Optional.of(Shape.METADATA).filter(shape -> known);
            default -> Optional.empty();
        };
    }

    private static Optional<Format> format(MediaType type) {
        if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            return Optional.of(Format.JSON);
        }
        return MediaTypes.isYaml(type) ? Optional.of(Format.YAML) : Optional.empty();
    }
}
