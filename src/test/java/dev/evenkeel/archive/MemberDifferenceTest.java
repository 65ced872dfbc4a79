package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class MemberDifferenceTest {

    @Test
    void aFolderThatBecomesAFileIsAChange() {
        MemberDifference difference = between(
                TarBytes.rooted().file("data/a", "x").file("data/new", "").file("data/same", "y"),
                TarBytes.rooted().directory("data/a/").file("data/old", "").file("data/same", "y"));
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.changed()).isEqualTo(1);
        assertThat(difference.removed()).isEqualTo(1);
        assertThat(difference.bytes()).isEqualTo(2);
    }

    private static MemberDifference between(TarBytes archive, TarBytes volume) {
        MemberDifference difference = new MemberDifference();
        UnpackedVerifier.readMembers(new ByteArrayInputStream(archive.closed()), difference.archive());
        UnpackedVerifier.readMembers(new ByteArrayInputStream(volume.closed()), difference.volume());
        return difference;
    }
}
