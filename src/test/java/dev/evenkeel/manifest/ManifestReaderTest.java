package dev.evenkeel.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files of manifests: what is in them, and everything that is wrong with them; and what is written can be read. */
final class ManifestReaderTest {

    private static final Kinds KINDS = new Kinds(List.of(NetworkKind.INSTANCE, VolumeKind.INSTANCE));

    @Test
    void documentsListsAndFilesAreReadInTheirOrder() {
        Manifests read = read(
                """
                ---
                # nothing but a comment
                ---
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: one}}
                ---
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: evenkeel.dev/v1, kind: Volume, metadata: {name: two, namespace: east}}
                - {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: three}, status: {networkID: x}}
                """, "{\"apiVersion\": \"evenkeel.dev/v1\", \"kind\": \"Volume\", \"metadata\": {\"name\": \"four\"}}");
        assertThat(read.findings()).isEmpty();
        assertThat(read.resources())
                .extracting(one -> one.resource().key().toString())
                .containsExactly(
                        "Network default/one", "Volume east/two", "Network default/three", "Volume default/four");
        assertThat(read.resources()).extracting(Manifests.Read::place).last().isEqualTo("2.yaml, document 1");
    }

    @Test
    void everythingThatIsWrongIsToldWithFileDocumentFieldAndRule() {
        Manifests read = read("""
                apiVersion: evenkeel.dev/v1
                kind: Network
                metadata: {name: one}
                spec: {ipam: {config: [{subnet: 10.0.0.1/24}]}, driver: host}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Network, metadata: {name: two}, spec: {internal: maybe, colour: red}}
                ---
                {apiVersion: evenkeel.dev/v2, kind: Network, metadata: {name: three}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Fridge, metadata: {name: four}}
                ---
                [1]
                ---
                {apiVersion: evenkeel.dev/v1, kind: Volume, metadata: {name: five}, spec: {driver: local, driver: local}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Volume, metadata: {name: five}}
                ---
                {apiVersion: evenkeel.dev/v1, kind: Volume}
                """, "kind: [");
        assertThat(read.findings())
                .extracting(ManifestFinding::toString)
                .satisfiesExactly(
                        text -> assertThat(text)
                                .startsWith("1.yaml, document 1: Network one: spec.driver: Invalid value"),
                        text -> assertThat(text)
                                .startsWith(
                                        "1.yaml, document 1: Network one: spec.ipam.config[0].subnet: Invalid value"),
                        text -> assertThat(text)
                                .isEqualTo(
                                        "1.yaml, document 2: Network two: spec.colour: Forbidden: there is no field of this"
                                                + " name"),
                        text -> assertThat(text)
                                .startsWith("1.yaml, document 2: Network two: spec.internal: Invalid value"),
                        text -> assertThat(text)
                                .startsWith("1.yaml, document 3: Network three: apiVersion: Unsupported value"),
                        text -> assertThat(text).startsWith("1.yaml, document 4: Fridge four: kind: Unsupported value"),
                        text -> assertThat(text)
                                .startsWith("1.yaml, document 5: Invalid value: a manifest is an object"),
                        text -> assertThat(text).startsWith("1.yaml, document 6: spec.driver: Duplicate value"),
                        text -> assertThat(text)
                                .isEqualTo(
                                        "1.yaml, document 7: Volume five: metadata.name: Duplicate value: \"five\" is"
                                                + " declared in 1.yaml, document 6, too"),
                        text -> assertThat(text)
                                .startsWith("1.yaml, document 8: Volume: metadata.name: Required value"),
                        text -> assertThat(text).startsWith("1.yaml, document 8: Volume: metadata.name: Invalid value"),
                        text -> assertThat(text)
                                .startsWith("2.yaml, document 1: Invalid value: it cannot be read at line"));
    }

    @Test
    void aliasesAreRefusedAsTheApiRefusesThem() {
        assertThat(read("{apiVersion: evenkeel.dev/v1, kind: Volume, metadata: {name: &a x1}, spec: {driver: *a}}")
                        .findings())
                .hasSize(1);
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String text : List.of(
                "on",
                "no",
                "y",
                "null",
                "~",
                "",
                " ",
                "1.10",
                "0x1F",
                "0o17",
                "017",
                "1_000",
                "12:30:45",
                "1e3",
                ".5",
                "2026-11-20",
                "a: b",
                "#c",
                "a #b",
                "- d",
                "{e}",
                "*f",
                "&g",
                "!h",
                "%i",
                "@j",
                "`k",
                "'l'",
                "\"m\"",
                "two\nlines",
                "tab\t",
                "\u0085",
                "\u2028",
                "ünïcode",
                "🐳",
                "10.0.0.0/24",
                "fd00::/64",
                "=",
                "<<",
                "a very long text ".repeat(20).strip(),
                "trailing ",
                "\\n",
                "---",
                "...",
                "%YAML 1.2",
                "\u0007")) {
            labels.put("k" + labels.size(), text);
            if (!text.isBlank()) {
                labels.put(text, "key");
            }
        }
        VolumeSpec spec = new VolumeSpec(
                "local",
                Map.of(),
                labels,
                Optional.empty(),
                VolumeSpec.LossPolicy.Restore,
                VolumeSpec.AdoptionPolicy.Never,
                VolumeSpec.DeletionPolicy.Retain);
        Resource<?, ?> resource =
                new Resource<>("Volume", Metadata.named("default", "odd"), spec, VolumeKind.INSTANCE.emptyStatus());
        ManifestWriter writer = new ManifestWriter(new ResourceCodec());
        List<Declaration> declarations =
                List.of(new Declaration.Declared(resource, List.of("one\nline", "\u2028x: y")));
        for (String text : List.of(writer.yaml(declarations), writer.json(declarations))) {
            Manifests read = read(text);
            assertThat(read.findings()).as(text).isEmpty();
            assertThat(read.resources()).hasSize(1);
            assertThat(read.resources().getFirst().resource().spec()).as(text).isEqualTo(spec);
        }
    }

    @Test
    void whatGoesWithoutSayingIsNotSaid() {
        NetworkSpec spec =
                new NetworkSpec(null, false, false, null, false, null, null, null, null, null, null, null, null, null);
        Resource<?, ?> resource =
                new Resource<>("Network", Metadata.named("default", "plain"), spec, NetworkKind.INSTANCE.emptyStatus());
        assertThat(new ManifestWriter(new ResourceCodec()).yaml(List.of(new Declaration.Declared(resource, List.of()))))
                .isEqualTo("""
                        ---
                        apiVersion: evenkeel.dev/v1
                        kind: Network
                        metadata:
                          name: plain
                        spec:
                          driver: bridge
                          adoptionPolicy: IfMatching
                        """);
    }

    private static Manifests read(String... texts) {
        List<ManifestSource> sources = Arrays.stream(texts)
                .map(text -> new ManifestSource((Arrays.asList(texts).indexOf(text) + 1) + ".yaml", text))
                .toList();
        return ManifestReader.read(sources, KINDS, new ResourceCodec());
    }
}
