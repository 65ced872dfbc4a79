package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.resource.Metadata;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects a selector selects. */
class SelectorTest {

    private static final Map<String, String> LABELS = Map.of("tier", "back", "example.com/team", "core", "empty", "");
    private static final Metadata WEB = Metadata.named("default", "web");

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
                "tier,none"
            })
    void doesNotSelect(String selector) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "a=b=c", "a in b", "a in (b", "a b", ",", "a,", "!", "a in (b))", "!a=b"})
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
        assertThat(FieldSelector.parse(selector).matches(WEB)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.name=db", "metadata.name!=web", "metadata.name=web,metadata.namespace=host-b"})
    void doesNotSelectByField(String selector) {
        assertThat(FieldSelector.parse(selector).matches(WEB)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec.driver=bridge", "metadata.name", "=web", "metadata.name in (web)", ","})
    void whatIsNoFieldSelectorIsABadRequest(String selector) {
        assertThatThrownBy(() -> FieldSelector.parse(selector)).isInstanceOf(Failure.class);
    }
}
