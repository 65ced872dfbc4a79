package dev.evenkeel.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.fields.Schemas;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON held against the schema of what it is to become. */
class ShapeCheckTest {

    private final JsonMapper mapper = new JsonMapper();

    @Test
    void whatFitsIsNotMentioned() {
        ShapeFindings findings = check(Lamp.class, """
                {"socket":"E14","watts":7,"dimmable":true,"mood":"Cold","shade":{"material":"silk","layers":2},
                 "bulbs":[{"vendor":"acme","hours":10000000000}],"options":{"a":"1"}}""");
        assertThat(findings.unknownFields()).isEmpty();
        assertThat(findings.violations()).isEmpty();
    }

    @Test
    void nullStandsForLeftOut() {
        assertThat(check(Lamp.class, "{\"socket\":null,\"watts\":null,\"shade\":null,\"bulbs\":null,\"options\":null}")
                        .violations())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"socket":27}                 | spec.socket          | 27: must be of type string
                    {"socket":["E27"]}            | spec.socket          | "array": must be of type string
                    {"watts":"40"}                | spec.watts           | "40": must be of type integer (32 bit)
                    {"watts":4.5}                 | spec.watts           | 4.5: must be of type integer (32 bit)
                    {"watts":3000000000}          | spec.watts           | 3000000000: must be of type integer (32 bit)
                    {"dimmable":"yes"}            | spec.dimmable        | "yes": must be of type boolean
                    {"mood":1}                    | spec.mood            | 1: must be of type string
                    {"shade":"silk"}              | spec.shade           | "silk": must be of type object
                    {"shade":{"layers":true}}     | spec.shade.layers    | true: must be of type integer (32 bit)
                    {"bulbs":{}}                  | spec.bulbs           | "object": must be of type array
                    {"bulbs":[{},null]}           | spec.bulbs[1]        | "null": must be of type object
                    {"bulbs":[{"hours":"x"}]}     | spec.bulbs[0].hours  | "x": must be of type integer (64 bit)
                    {"options":[]}                | spec.options         | "array": must be of type object
                    {"options":{"com.a.mtu":1450}}| spec.options[com.a.mtu] | 1450: must be of type string
                    {"options":{"a":null}}        | spec.options[a]      | "null": must be of type string
                    """)
    void aValueOfTheWrongTypeIsNamedByItsPath(String json, String field, String message) {
        assertThat(check(Lamp.class, json).violations())
                .containsExactly(
                        new Violation(field, Violation.Reason.FieldValueTypeInvalid, "Invalid value: " + message));
    }

    @Test
    void aWordThatIsNoneOfTheConstantsIsNotSupported() {
        assertThat(check(Lamp.class, "{\"mood\":\"warm\"}").violations())
                .containsExactly(new Violation(
                        "spec.mood",
                        Violation.Reason.FieldValueNotSupported,
                        "Unsupported value: \"warm\": supported values: \"Warm\", \"Cold\""));
    }

    @Test
    void unknownFieldsAreFoundAtEveryDepth() {
        assertThat(check(
                                Lamp.class,
                                "{\"a\":1,\"shade\":{\"b\":null},\"bulbs\":[{},{\"c\":{}}],\"options\":{\"d\":\"\"}}")
                        .unknownFields())
                .containsExactly("spec.a", "spec.shade.b", "spec.bulbs[1].c");
    }

    @Test
    void metadataHasAShapeToo() {
        ShapeFindings findings = check(
                Metadata.class,
                "{\"name\":\"desk\",\"creationTimestamp\":\"yesterday\",\"labels\":{\"a\":1},\"ownerReferences\":[{\"x\":1}]}");
        assertThat(findings.unknownFields()).containsExactly("spec.ownerReferences[0].x");
        assertThat(findings.violations())
                .extracting(Violation::field)
                .containsExactly("spec.creationTimestamp", "spec.labels[a]");
    }

    private ShapeFindings check(Class<?> type, String json) {
        ShapeFindings findings = new ShapeFindings();
        try {
            new ShapeCheck(findings).check(Schemas.of(type), mapper.readTree(json), "spec");
            return findings;
        } catch (JsonProcessingException misspelt) {
            throw new AssertionError(misspelt);
        }
    }
}
