package dev.evenkeel.restore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.archive.Compression.Algorithm;
import dev.evenkeel.archive.ForgedArchives;
import dev.evenkeel.archive.TarBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Archives that nobody should unpack, each with the reason and the rule by which it is refused. */
final class HostileArchives {

    private static final String HOSTILE = RestoreReason.ArchiveHostile.name();
    private static final String CORRUPT = RestoreReason.ArchiveCorrupt.name();
    private static final String MISMATCH = RestoreReason.ArchiveMismatch.name();

    private final List<Archive> all = new ArrayList<>();

    /**
     * @param file what is done to the packed tar
     * @param manifest what is done to the manifest
     * @param words of the rule, in the message
     */
    record Archive(
            String name,
            Algorithm algorithm,
            byte[] tar,
            UnaryOperator<byte[]> file,
            Consumer<ObjectNode> manifest,
            String reason,
            String words) {}

    static List<Archive> all() {
        HostileArchives corpus = new HostileArchives();
        corpus.names();
        corpus.links();
        corpus.members();
        corpus.sizes();
        corpus.headers();
        corpus.extensions();
        corpus.frames();
        corpus.manifests();
        return corpus.all;
    }

    private void names() {
        hostile("absolute name", "absolute name", root().file("/etc/passwd", "x"));
        hostile("parent reference", "name with ..", root().file("data/../evil", "x"));
        hostile("parent of everything", "name with ..", root().file("../../../evil", "x"));
        hostile(
                "out by normalisation",
                "name with ..",
                root().directory("data/a/").file("data/a/../../evil", "x"));
        hostile("parent at the end", "name with ..", root().directory("data/a/.."));
        hostile(
                "slip by PAX",
                "name with ..",
                root().pax("path", "data/../evil").file("data/fine", "x"));
        hostile(
                "slip by GNU long name",
                "name with ..",
                root().longText('L', "data/../evil").file("data/fine", "x"));
        hostile("single dot", "empty or . component", root().file("data/./a", "x"));
        hostile("double slash", "empty or . component", root().file("data//a", "x"));
        hostile("outside the root", "name outside data/", root().file("other/file", "x"));
        hostile("beside the root", "name outside data/", root().file("datax", "x"));
        hostile("no root", "is not the first entry", new TarBytes().file("data/a", "x"));
        hostile("root as a link", "is not the first entry", new TarBytes().symlink("data", "/"));
        hostile("root as a link later", "name outside data/", root().symlink("data", "/"));
        hostile("no folder", "whose folder did not come before", root().file("data/a/b", "x"));
        hostile(
                "name too long",
                "name that no file system takes",
                root().pax("path", "data/" + "n".repeat(256)).file("data/n", "x"));
        hostile("path too long", "name that no file system takes", deep());
        corrupt(
                "zero byte in a name",
                "zero byte in a name",
                root().pax("path", "data/a\0b").file("data/a", "x"));
        corrupt("empty name", "empty name", root().file("", "x"));
        corrupt("file with the name of a folder", "with the name of a directory", root().file("data/a/", "x"));
    }

    private void links() {
        hostile(
                "through a link",
                "below a symbolic link",
                root().symlink("data/l", "/").file("data/l/evil", "x"));
        hostile(
                "deep through a link",
                "below a symbolic link",
                root().symlink("data/l", "../..").file("data/l/a/b/evil", "x"));
        hostile(
                "through a link to a link",
                "below a symbolic link",
                root().symlink("data/l", "/").hardLink("data/h", "data/l").file("data/h/evil", "x"));
        hostile(
                "below a file",
                "below a symbolic link or file",
                root().file("data/f", "").file("data/f/evil", "x"));
        hostile(
                "below a pipe",
                "below a symbolic link or file",
                root().entry('6', "data/p", "", "").file("data/p/evil", "x"));
        hostile("hard link to the host", "absolute name", root().hardLink("data/l", "/etc/shadow"));
        hostile("hard link upwards", "name with ..", root().hardLink("data/l", "data/../../etc/shadow"));
        hostile("hard link out", "hard link out of data/", root().hardLink("data/l", "etc/shadow"));
        hostile("hard link to nothing", "hard link to nothing", root().hardLink("data/l", "data/none"));
        hostile("hard link to itself", "hard link to nothing", root().hardLink("data/l", "data/l"));
        hostile(
                "hard link to a folder",
                "hard link to nothing",
                root().directory("data/d/").hardLink("data/l", "data/d"));
        hostile(
                "hard link through a link",
                "hard link to nothing",
                root().symlink("data/s", "/").hardLink("data/l", "data/s/etc/shadow"));
        hostile(
                "link too long",
                "target of a link that no file system takes",
                root().longText('K', "t".repeat(4_096)).symlink("data/l", "t"));
    }

    private void members() {
        hostile("character device", "device node", root().entry('3', "data/null", "", ""));
        hostile("block device", "device node", root().entry('4', "data/sda", "", ""));
        hostile(
                "same name twice",
                "name that came before",
                root().file("data/a", "1").file("data/a", "2"));
        hostile(
                "folder becomes a link",
                "name that came before",
                root().directory("data/a/").symlink("data/a", "/"));
        hostile(
                "link becomes a folder",
                "name that came before",
                root().symlink("data/a", "/").directory("data/a/"));
        hostile("owner below 0", "owner or group below 0", root().odd('0', "data/a", "", 0, HostileArchives::minusOne));
        corrupt("folder with content", "content in a directory", root().entry('5', "data/d/", "", "x"));
        corrupt("link with content", "content in a symlink", root().entry('2', "data/l", "a", "x"));
        corrupt("unknown type", "entry of unsupported type", root().entry('7', "data/a", "", ""));
        corrupt("GNU sparse", "unsupported type 'S'", root().entry('S', "data/a", "", ""));
        corrupt("name of a volume", "unsupported type 'V'", root().entry('V', "label", "", ""));
    }

    private void sizes() {
        corrupt(
                "cut at the border of two entries",
                "without its two closing blocks",
                root().file("data/a", "x").open());
        corrupt(
                "cut within an entry",
                "bytes of content are missing",
                Arrays.copyOf(root().file("data/a", "x".repeat(2_000)).open(), 2_048));
        corrupt(
                "size beyond the end",
                "bytes of content are missing",
                root().odd('0', "data/a", "", 077777777777L, block -> {}).closed());
        corrupt(
                "negative size",
                "negative size",
                root().odd('0', "data/a", "", 0, block -> Arrays.fill(block, 124, 136, (byte) 0xff))
                        .closed());
        corrupt(
                "size of more than 63 bits",
                "number does not fit",
                root().odd('0', "data/a", "", 0, HostileArchives::hugeSize).closed());
        corrupt(
                "size in PAX that overflows",
                "PAX record is not a number",
                root().pax("size", "9".repeat(30)).file("data/a", ""));
        corrupt(
                "negative size in PAX",
                "PAX record is not a number",
                root().pax("size", "-1").file("data/a", ""));
        add(
                "bomb",
                root().file("data/bomb", "0".repeat(200_000)).closed(),
                manifest -> manifest.put("tarBytes", 4_096),
                HOSTILE,
                "more bytes than allowed");
        add(
                "more entries than announced",
                root().file("data/a", "").file("data/b", "").closed(),
                manifest -> manifest.put("entries", 2),
                HOSTILE,
                "more entries than allowed");
        add(
                "announced bomb",
                root().file("data/a", "").closed(),
                manifest -> manifest.put("tarBytes", 1L << 50),
                HOSTILE,
                "is a bomb");
    }

    private void headers() {
        corrupt(
                "wrong checksum",
                "header checksum is wrong",
                root().raw(flipped(TarBytes.header('0', new byte[] {'d'}, "", 0)))
                        .closed());
        corrupt(
                "no magic",
                "neither POSIX nor GNU",
                root().odd('0', "data/a", "", 0, block -> Arrays.fill(block, 257, 265, (byte) 0))
                        .closed());
        corrupt(
                "number that is none",
                "number is not octal",
                root().odd('0', "data/a", "", 0, block -> block[100] = '9').closed());
        corrupt(
                "single zero block",
                "a single zero block in the middle",
                root().raw(new byte[512]).file("data/a", "x").closed());
        corrupt(
                "data after the end",
                "bytes after the end",
                root().raw(new byte[1_024]).file("data/evil", "x").closed());
    }

    private void extensions() {
        corrupt("PAX of nothing", "PAX header without an entry", root().pax("path", "data/a"));
        corrupt(
                "PAX twice",
                "appears twice",
                root().pax("path", "data/a").pax("path", "data/b").file("data/c", "x"));
        corrupt(
                "PAX sparse",
                "sparse entries are not supported",
                root().pax("GNU.sparse.major", "1").file("data/a", "x"));
        corrupt("PAX longer than itself", "PAX record of a wrong length", root().entry('x', "pax", "", "99 path=a\n"));
        corrupt("PAX without a value", "PAX record without a value", root().entry('x', "pax", "", "8 path \n5 a=\n"));
        corrupt("huge PAX header", "PAX header of", root().entry('x', "pax", "", "x".repeat(1_100_000)));
        corrupt("global PAX header", "unsupported type 'g'", root().entry('g', "pax", "", "11 uid=000\n"));
    }

    private void frames() {
        byte[] honest = root().file("data/a", "x").closed();
        byte[] evil = root().file("data/evil", "x").closed();
        for (Algorithm algorithm : List.of(Algorithm.zstd, Algorithm.gzip, Algorithm.none)) {
            all.add(new Archive(
                    "second frame of " + algorithm,
                    algorithm,
                    honest,
                    file -> joined(file, ForgedArchives.packed(algorithm, evil)),
                    manifest -> manifest.put("tarBytes", honest.length + evil.length),
                    CORRUPT,
                    "bytes after the end"));
            all.add(new Archive(
                    "unannounced second frame of " + algorithm,
                    algorithm,
                    honest,
                    file -> joined(file, ForgedArchives.packed(algorithm, evil)),
                    manifest -> {},
                    HOSTILE,
                    "more bytes than allowed"));
        }
        all.add(new Archive(
                "garbage after the frame",
                Algorithm.zstd,
                honest,
                file -> joined(file, "garbage".getBytes(StandardCharsets.UTF_8)),
                manifest -> {},
                CORRUPT,
                "cannot be decompressed"));
        all.add(new Archive(
                "not packed at all",
                Algorithm.zstd,
                honest,
                file -> honest,
                manifest -> {},
                CORRUPT,
                "cannot be decompressed"));
        all.add(new Archive(
                "cut frame",
                Algorithm.zstd,
                honest,
                file -> Arrays.copyOf(file, file.length - 3),
                manifest -> {},
                CORRUPT,
                ""));
    }

    private void manifests() {
        mismatch("another file", "sha256", manifest -> manifest.put("sha256", "00"));
        mismatch("another length", "length", manifest -> manifest.put("bytes", 1));
        mismatch(
                "manifest of another archive",
                "archive",
                manifest -> manifest.put("archive", "other-20261120T020000Z.tar"));
        mismatch("another content", "sha256", manifest -> member(manifest, 1).put("sha256", "00"));
        mismatch("another mode", "mode", manifest -> member(manifest, 1).put("mode", "4755"));
        mismatch("another owner", "uid", manifest -> member(manifest, 1).put("uid", 1_000));
        mismatch("another link", "link", manifest -> member(manifest, 2).put("link", "data/other"));
        mismatch("member that is not listed", "is not in the manifest", manifest -> members(manifest)
                .remove(2));
        mismatch("member that is not there", "is not in the archive", manifest -> members(manifest)
                .add(member(manifest, 1).deepCopy().put("name", "data/z")));
        add("later format", honest(), manifest -> manifest.put("formatVersion", 99), CORRUPT, "format version 99");
        add(
                "member of no type",
                honest(),
                manifest -> member(manifest, 1).put("type", "door"),
                CORRUPT,
                "unknown member type");
        add("manifest without a head", honest(), manifest -> manifest.remove("sha256"), CORRUPT, "not a manifest");
    }

    private void hostile(String name, String words, TarBytes tar) {
        add(name, tar.closed(), manifest -> {}, HOSTILE, words);
    }

    private void corrupt(String name, String words, TarBytes tar) {
        corrupt(name, words, tar.closed());
    }

    private void corrupt(String name, String words, byte[] tar) {
        add(name, tar, manifest -> manifest.put("entries", 1_000), CORRUPT, words);
    }

    private void mismatch(String name, String words, Consumer<ObjectNode> manifest) {
        add(name, honest(), manifest, MISMATCH, words);
    }

    private void add(String name, byte[] tar, Consumer<ObjectNode> manifest, String reason, String words) {
        all.add(new Archive(name, Algorithm.zstd, tar, file -> file, manifest, reason, words));
    }

    private static byte[] honest() {
        return root().file("data/a", "x").hardLink("data/b", "data/a").closed();
    }

    private static TarBytes root() {
        return TarBytes.rooted();
    }

    private static TarBytes deep() {
        TarBytes tar = root();
        String name = "data/";
        while (name.length() < 4_000) {
            name += "d".repeat(200) + "/";
            tar.longText('L', name).directory("data/d/");
        }
        return tar;
    }

    private static ArrayNode members(ObjectNode manifest) {
        return (ArrayNode) manifest.get("members");
    }

    private static ObjectNode member(ObjectNode manifest, int index) {
        return (ObjectNode) members(manifest).get(index);
    }

    private static void minusOne(byte[] block) {
        Arrays.fill(block, 108, 116, (byte) 0xff);
    }

    private static void hugeSize(byte[] block) {
        Arrays.fill(block, 124, 136, (byte) 0x7f);
        block[124] = (byte) 0x80;
    }

    private static byte[] flipped(byte[] block) {
        block[0] ^= 1;
        return block;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
