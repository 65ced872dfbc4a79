package dev.evenkeel.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.archive.Compression;
import dev.evenkeel.resource.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BackupKindTest {

    @Test
    void whatIsLeftOutGetsItsDefault() throws JsonProcessingException {
        BackupSpec spec = read("{volumes: [pgdata]}");
        assertThat(spec.store()).isEqualTo("local");
        assertThat(spec.compression()).isEqualTo(new CompressionSpec(Compression.Algorithm.zstd, 3));
        assertThat(spec.verify()).isEqualTo(Verification.Full);
        assertThat(BackupKind.INSTANCE.validate("one", spec)).isEmpty();
    }

    @Test
    void everyBrokenRuleIsNamedWithItsField() throws JsonProcessingException {
        BackupSpec spec = read("{volumes: [a, b/c, a], store: s/3, compression: {algorithm: gzip, level: 12}}");
        assertThat(BackupKind.INSTANCE.validate("one", spec))
                .extracting(Violation::field)
                .containsExactly("spec.volumes[1]", "spec.volumes[2]", "spec.store", "spec.compression.level");
    }

    @Test
    void thereMustBeAVolume() throws JsonProcessingException {
        assertThat(BackupKind.INSTANCE.validate("one", read("{}")))
                .extracting(Violation::field)
                .containsExactly("spec.volumes");
    }

    @Test
    void theSpecDoesNotChange() {
        assertThat(BackupKind.INSTANCE.validateChange(BackupWorld.spec("a"), BackupWorld.spec("b")))
                .extracting(Violation::reason)
                .isEqualTo(List.of(Violation.Reason.FieldValueForbidden));
    }

    @Test
    void withoutCompressionTheLevelIsOfNoImportance() {
        assertThat(new CompressionSpec(Compression.Algorithm.none, 3).compression())
                .isEqualTo(Compression.of(Compression.Algorithm.none));
    }

    private static BackupSpec read(String yaml) throws JsonProcessingException {
        return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), BackupSpec.class);
    }
}
