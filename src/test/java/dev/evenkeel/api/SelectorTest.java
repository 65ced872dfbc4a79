package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects a selector selects. */
class SelectorTest {

    private static final Map<String, String> FIELDS =
            Map.of("metadata.name", "/metadata/name", "metadata.namespace", "/metadata/namespace");

    private static final ObjectNode LABELS = JsonNodeFactory.instance
            .objectNode()
            .put("tier", "back")
            .put("example.com/team", "core")
            .put("empty", "")
            .put("floor", "3");

    private static final ObjectNode WEB = JsonNodeFactory.instance.objectNode();

    static {
        WEB.putObject("metadata").put("namespace", "default").put("name", "web");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tier=back",
                "tier == back",
                "tier!=front",
                "none!=front",
                "tier in (back, front)",
                "tier in (front,back),example.com/team=core",
                "tier notin (front)",
                "none notin (a,b)",
                "tier",
                "!none",
                "empty=",
                "empty in ()",
                "floor>2",
                "floor > -1",
                "floor<4,floor>2",
                "tier,!none, example.com/team in (core),none!=x"
            })
    void selects(String selector) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tier=front",
                "tier!=back",
                "tier in (front)",
                "tier notin (back,front)",
                "none",
                "!tier",
                "none=",
                "none in (a)",
                "floor>3",
                "floor<3",
                "none<1",
                "tier>1",
                "tier,none"
            })
    void doesNotSelect(String selector) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "a=b=c", "a in b", "a in (b", "a b", ",", "a,", "!", "a in (b))", "!a=b", "a>b", "a>"})
    void whatIsNoSelectorIsABadRequest(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.body().code()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "metadata.name=web",
                "metadata.name==web,metadata.namespace=default",
                "metadata.name!=db",
                "metadata.namespace != host-b"
            })
    void selectsByField(String selector) {
        assertThat(FieldSelector.parse(selector, FIELDS).matches(WEB)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.name=db", "metadata.name!=web", "metadata.name=web,metadata.namespace=host-b"})
    void doesNotSelectByField(String selector) {
        assertThat(FieldSelector.parse(selector, FIELDS).matches(WEB)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec.driver=bridge", "metadata.name", "=web", "metadata.name in (web)", ","})
    void whatIsNoFieldSelectorIsABadRequest(String selector) {
        assertThatThrownBy(() -> FieldSelector.parse(selector, FIELDS)).isInstanceOf(Failure.class);
    }
}
