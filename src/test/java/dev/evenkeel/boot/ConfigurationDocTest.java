package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists what can be set: all of it, and nothing else. */
final class ConfigurationDocTest {

    private static final Path DOCUMENT = Path.of("docs/configuration.md");

    /** How the table writes that there is no default. */
    private static final String NONE = "–";

    private record Setting(String key, String variable, String standard) {}

    @Test
    void everySettingIsDocumentedWithItsVariableAndDefault() {
        List<Setting> settings = new ArrayList<>();
        collect("evenkeel", EvenkeelConfig.class, settings);
        assertThat(documented()).containsExactlyInAnyOrderElementsOf(settings);
    }

    private static void collect(String prefix, Class<?> group, List<Setting> settings) {
        for (Method method : group.getDeclaredMethods()) {
            String key = prefix + "." + kebab(method.getName());
            if (method.getReturnType().isInterface()
                    && method.getReturnType().getPackage() == EvenkeelConfig.class.getPackage()) {
                collect(key, method.getReturnType(), settings);
            } else if (method.getGenericReturnType() instanceof ParameterizedType named
                    && named.getRawType() == Map.class) {
                collect(key + ".NAME", (Class<?>) named.getActualTypeArguments()[1], settings);
            } else {
                String standard = Optional.ofNullable(method.getAnnotation(WithDefault.class))
                        .map(WithDefault::value)
                        .orElse(NONE);
                settings.add(new Setting(key, variable(key), standard));
            }
        }
    }

    private static List<Setting> documented() {
        return MarkdownTable.in(DOCUMENT).stream()
                .filter(table -> table.header().getFirst().equals("key"))
                .flatMap(table -> table.rows().stream())
                .map(row -> new Setting(plain(row.get(0)), plain(row.get(1)), plain(row.get(2))))
                .toList();
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String variable(String key) {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }
}
