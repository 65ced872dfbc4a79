package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

final class UnpackedVerifierTest {

    @Test
    void aNewVolumeHasNothingButItsRoot() {
        assertThatCode(() -> UnpackedVerifier.requireEmpty(tar("data/"))).doesNotThrowAnyException();
        assertThatCode(() -> UnpackedVerifier.requireEmpty(tar("data/", "data/lost+found/")))
                .doesNotThrowAnyException();
    }

    @Test
    void aVolumeThatSharesItsContentsIsFoundOut() {
        assertThatThrownBy(() -> UnpackedVerifier.requireEmpty(tar("data/", "data/PG_VERSION")))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessage("data/PG_VERSION is there already");
    }

    private static InputStream tar(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String name : names) {
                tar.putArchiveEntry(new TarArchiveEntry(name));
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
