package dev.evenkeel.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Archives as somebody might put them into a store who means harm: the manifest beside each agrees with it. */
public final class ForgedArchives {

    private ForgedArchives() {}

    /** Packs it the way the store does. */
    public static byte[] packed(Compression.Algorithm algorithm, byte[] tar) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream sink = Compression.of(algorithm).compress(packed, Workers.NONE)) {
            sink.write(tar);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /**
     * Puts an archive and its manifest into the folder of a store.
     *
     * @param number of the archive, which goes into its name
     * @param tar what the manifest says is in it
     * @param file what becomes of the packed tar
     * @param manifest what becomes of the manifest after that
     */
    public static ArchiveLocation forge(
            Path store,
            int number,
            Compression.Algorithm algorithm,
            byte[] tar,
            UnaryOperator<byte[]> file,
            Consumer<ObjectNode> manifest) {
        String name = "pgdata-20261120T020000Z-" + number + algorithm.extension();
        try {
            Path folder = Files.createDirectories(store.resolve("default"));
            byte[] bytes = file.apply(packed(algorithm, tar));
            Files.write(folder.resolve(name), bytes);
            ByteArrayOutputStream members = new ByteArrayOutputStream();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            ManifestWriter.compose(
                    head(name, algorithm, tar, bytes, members), new ByteArrayInputStream(members.toByteArray()), text);
            ObjectNode tree = (ObjectNode) ManifestJson.MAPPER.readTree(text.toByteArray());
            manifest.accept(tree);
            // The members come last, whatever was done to the rest.
            tree.set(ManifestJson.MEMBERS, tree.remove(ManifestJson.MEMBERS));
            Files.write(folder.resolve(name + ".json"), ManifestJson.MAPPER.writeValueAsBytes(tree));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ArchiveLocation("default", name);
    }

    private static ManifestHead head(
            String name, Compression.Algorithm algorithm, byte[] tar, byte[] file, ByteArrayOutputStream members) {
        long[] counted = new long[2];
        try (ManifestWriter writer = new ManifestWriter(members)) {
            TarScan.scan(new ByteArrayInputStream(tar), Tap.NONE, member -> {
                counted[0]++;
                counted[1] += member.size();
                writer.visit(member);
            });
        } catch (ArchiveException.Corrupt | ArchiveException.Truncated broken) {
            // The manifest lists what can be read of it.
            counted[0] = Math.max(counted[0], 1);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ManifestHead(
                ManifestHead.FORMAT_VERSION,
                name,
                HexFormat.of().formatHex(Digests.sha256().digest(file)),
                file.length,
                counted[1],
                tar.length,
                counted[0],
                Instant.parse("2026-11-20T02:00:00Z"),
                "default",
                new ArchivedVolume("pgdata", "local", Map.of(), Map.of()),
                new BackupReference("nightly-1", "0b5c"),
                Capture.Tar,
                List.of(),
                List.of(),
                0,
                Compression.of(algorithm),
                "28.5.2");
    }
}
