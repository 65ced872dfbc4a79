package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 7386, appendix A, as far as both sides are objects, and the traps between them. */
class MergePatchTest {

    private final JsonMapper mapper = new JsonMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":"b"}            | {"a":"c"}                     | {"a":"c"}
                    {"a":"b"}            | {"b":"c"}                     | {"a":"b","b":"c"}
                    {"a":"b"}            | {"a":null}                    | {}
                    {"a":"b","b":"c"}    | {"a":null}                    | {"b":"c"}
                    {"a":["b"]}          | {"a":"c"}                     | {"a":"c"}
                    {"a":"c"}            | {"a":["b"]}                   | {"a":["b"]}
                    {"a":{"b":"c"}}      | {"a":{"b":"d","c":null}}      | {"a":{"b":"d"}}
                    {"a":[{"b":"c"}]}    | {"a":[1]}                     | {"a":[1]}
                    {"e":null}           | {"a":1}                       | {"e":null,"a":1}
                    {}                   | {"a":{"bb":{"ccc":null}}}     | {"a":{"bb":{}}}
                    {"a":1}              | {"a":{"b":{"c":null,"d":1}}}  | {"a":{"b":{"d":1}}}
                    {"a":[1,null]}       | {"a":[null]}                  | {"a":[null]}
                    """)
    void mergesAsTheStandardSays(String target, String patch, String result) throws JsonProcessingException {
        ObjectNode before = (ObjectNode) mapper.readTree(target);
        ObjectNode merged = MergePatch.apply(before, (ObjectNode) mapper.readTree(patch));
        assertThat(merged).isEqualTo(mapper.readTree(result));
        assertThat(before).as("the target stays as it was").isEqualTo(mapper.readTree(target));
    }
}
