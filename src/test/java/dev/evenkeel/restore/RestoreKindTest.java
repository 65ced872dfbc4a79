package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.resource.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RestoreKindTest {

    @Test
    void aBackupAndATargetAreEnough() throws JsonProcessingException {
        assertThat(violations("{backup: one, target: {volume: restored}}")).isEmpty();
    }

    @Test
    void everyBrokenRuleIsNamedWithItsField() throws JsonProcessingException {
        assertThat(violations("{}")).extracting(Violation::field).containsExactly("spec.backup", "spec.target.volume");
        assertThat(violations("{backup: one, volume: a/b, target: {volume: restored}}"))
                .extracting(Violation::field)
                .containsExactly("spec.volume");
    }

    @Test
    void theSpecDoesNotChange() throws JsonProcessingException {
        RestoreSpec stored = read("{backup: one, target: {volume: restored}}");
        RestoreSpec wanted = read("{backup: two, target: {volume: restored}}");
        assertThat(RestoreKind.INSTANCE.validateChange(stored, wanted)).hasSize(1);
        assertThat(RestoreKind.INSTANCE.validateChange(stored, stored)).isEmpty();
    }

    private static List<Violation> violations(String yaml) throws JsonProcessingException {
        return RestoreKind.INSTANCE.validate("back", read(yaml));
    }

    private static RestoreSpec read(String yaml) throws JsonProcessingException {
        return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), RestoreSpec.class);
    }
}
