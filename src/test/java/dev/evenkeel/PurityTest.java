package dev.evenkeel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Deciding is pure: types with these names do no I/O, read no clock and know no thread. */
final class PurityTest {

    private static final Pattern PURE = Pattern.compile(
            "dev\\.evenkeel\\..*(Drift|Planner|Plan|Step|Statuses|Timing|Retention|Triggers|Diagnoser|Checks|Findings)(\\$.*)?");

    private static final Pattern ALLOWED = Pattern.compile("java\\.lang\\.(?!Thread|Process|System)[A-Za-z.$]*"
            + "|java\\.util\\.(?!concurrent|Timer|Random)[a-zA-Z.$]*"
            + "|java\\.time\\.(?!Clock)[a-zA-Z.$]*"
            + "|dev\\.evenkeel\\..*"
            + "|inet\\.ipaddr\\..*"
            + "|com\\.cronutils\\..*"
            + "|org\\.jspecify\\..*"
            + "|\\[*[BCDFIJSZ]|void|boolean|byte|char|double|float|int|long|short");

    @Test
    void decidersAreMadeOfValues() {
        classes()
                .that(matching(PURE, "have a pure name"))
                .should()
                .onlyDependOnClassesThat(matching(ALLOWED, "are values"))
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.evenkeel"));
    }

    private static DescribedPredicate<JavaClass> matching(Pattern pattern, String description) {
        return DescribedPredicate.describe(
                description,
                type -> pattern.matcher(type.getBaseComponentType().getName()).matches());
    }
}
