package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SafetyCheckTest {

    private SafetyLimits limits = new SafetyLimits(10, 100_000, false);

    @Test
    void anHonestArchivePasses() throws IOException {
        check(TarBytes.rooted()
                .directory("data/etc/")
                .file("data/etc/a", "a")
                .hardLink("data/etc/b", "data/etc/a")
                .symlink("data/etc/out", "/etc/passwd")
                .symlink("data/up", "../../..")
                .file("data/..hidden", "")
                .entry('6', "data/fifo", "", "")
                .directory("data/etc/"));
    }

    @Test
    void namesMustStayUnderTheRoot() {
        refused(SafetyRule.ABSOLUTE_NAME, TarBytes.rooted().file("/etc/passwd", "x"));
        refused(SafetyRule.PARENT_REFERENCE, TarBytes.rooted().file("data/../evil", "x"));
        refused(SafetyRule.PARENT_REFERENCE, TarBytes.rooted().file("../evil", "x"));
        refused(SafetyRule.PARENT_REFERENCE, TarBytes.rooted().directory("data/a/.."));
        refused(SafetyRule.OUTSIDE_ROOT, TarBytes.rooted().file("other/file", "x"));
        refused(SafetyRule.OUTSIDE_ROOT, TarBytes.rooted().file("datax", "x"));
        refused(SafetyRule.OUTSIDE_ROOT, TarBytes.rooted().symlink("data", "/"));
        refused(
                SafetyRule.PARENT_REFERENCE,
                TarBytes.rooted().pax("path", "data/../evil").file("data/fine", "x"));
    }

    @Test
    void namesMustMeanTheSameToEverybody() {
        refused(SafetyRule.UNNORMALISED_NAME, TarBytes.rooted().file("data/./a", "x"));
        refused(SafetyRule.UNNORMALISED_NAME, TarBytes.rooted().file("data//a", "x"));
        refused(SafetyRule.UNNORMALISED_NAME, TarBytes.rooted().directory("data/a//"));
        refused(SafetyRule.UNNORMALISED_NAME, TarBytes.rooted().file("./data/a", "x"));
    }

    @Test
    void nothingMayLieBelowALink() {
        refused(
                SafetyRule.BELOW_NON_DIRECTORY,
                TarBytes.rooted().symlink("data/link", "/").file("data/link/evil", "x"));
        refused(
                SafetyRule.BELOW_NON_DIRECTORY,
                TarBytes.rooted().symlink("data/link", "/").file("data/link/deep/evil", "x"));
        refused(
                SafetyRule.BELOW_NON_DIRECTORY,
                TarBytes.rooted()
                        .symlink("data/link", "/")
                        .hardLink("data/copy", "data/link")
                        .file("data/copy/evil", "x"));
        refused(
                SafetyRule.BELOW_NON_DIRECTORY,
                TarBytes.rooted().file("data/file", "").file("data/file/evil", "x"));
    }

    @Test
    void hardLinksMustPointToWhatCameBefore() {
        refused(SafetyRule.ABSOLUTE_NAME, TarBytes.rooted().hardLink("data/l", "/etc/shadow"));
        refused(SafetyRule.PARENT_REFERENCE, TarBytes.rooted().hardLink("data/l", "data/../../etc/shadow"));
        refused(SafetyRule.LINK_OUTSIDE_ROOT, TarBytes.rooted().hardLink("data/l", "etc/shadow"));
        refused(SafetyRule.LINK_TO_UNSEEN, TarBytes.rooted().hardLink("data/l", "data/later"));
        refused(SafetyRule.LINK_TO_UNSEEN, TarBytes.rooted().hardLink("data/l", "data/l"));
        refused(
                SafetyRule.LINK_TO_UNSEEN,
                TarBytes.rooted().symlink("data/link", "/").hardLink("data/l", "data/link/etc/shadow"));
    }

    @Test
    void namesMayNotComeTwiceUnlessTheyAreDirectories() {
        refused(SafetyRule.DUPLICATE_NAME, TarBytes.rooted().file("data/a", "1").file("data/a", "2"));
        refused(SafetyRule.DUPLICATE_NAME, TarBytes.rooted().directory("data/a").symlink("data/a", "/"));
        refused(
                SafetyRule.DUPLICATE_NAME,
                TarBytes.rooted().symlink("data/a", "/").directory("data/a"));
        refused(
                SafetyRule.DUPLICATE_NAME,
                TarBytes.rooted().directory("data/a/").file("data/a/b", "").symlink("data/a", "/"));
    }

    @Test
    void deviceNodesPassOnlyWhenAllowed() throws IOException {
        TarBytes devices = TarBytes.rooted().entry('3', "data/null", "", "").entry('4', "data/sda", "", "");
        refused(SafetyRule.DEVICE_NODE, devices);

        limits = new SafetyLimits(10, 100_000, true);
        check(devices);
    }

    @Test
    void moreThanTheManifestAnnouncesIsTooMuch() {
        limits = new SafetyLimits(2, 100_000, false);
        refused(
                SafetyRule.TOO_MANY_ENTRIES,
                TarBytes.rooted().file("data/a", "").file("data/b", ""));

        limits = new SafetyLimits(10, 2_048, false);
        refused(SafetyRule.TOO_MANY_BYTES, TarBytes.rooted().file("data/bomb", "0".repeat(50_000)));
    }

    private void refused(SafetyRule rule, TarBytes tar) {
        ArchiveException.Hostile refusal = catchThrowableOfType(ArchiveException.Hostile.class, () -> check(tar));
        assertThat(refusal).as(rule.name()).isNotNull();
        assertThat(refusal.rule()).isEqualTo(rule);
    }

    private void check(TarBytes tar) throws IOException {
        SafetyCheck check = new SafetyCheck(limits);
        TarScan.scan(new ByteArrayInputStream(tar.closed()), check, check);
    }
}
