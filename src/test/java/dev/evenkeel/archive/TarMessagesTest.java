package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GNU tar says, and what is understood of it. */
final class TarMessagesTest {

    /** In the words of GNU tar 1.34 when the kernel answers EIO; it goes on, and ends with 0 nevertheless. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar: .: Warning: Cannot flistxattr: Input/output error",
                "tar: file: Warning: Cannot llistxattrat: Input/output error",
                "tar: file: Warning: Cannot lgetxattrat: Input/output error",
                "tar: file: Warning: Cannot file_has_acl_at: Input/output error"
            })
    void attributesThatCannotBeReadAreAWarningThoughTarEndsWithZero(String said) throws Exception {
        TarMessages messages = new TarMessages();
        messages.write((said + "\n").getBytes(StandardCharsets.UTF_8));

        CaptureNotes notes = messages.verdict(0);

        assertThat(notes.warnings()).containsExactly(said.substring("tar: ".length()));
        assertThat(notes.warnings()).allMatch(warning -> WarningKind.of(warning) == WarningKind.Attributes);
    }
}
