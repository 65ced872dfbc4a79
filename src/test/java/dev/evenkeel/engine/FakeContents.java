package dev.evenkeel.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What is in a volume of the {@link FakeEngine}: members of a tar, by their path below the volume's root. */
final class FakeContents {

    private final Map<String, Member> members = new TreeMap<>();
    private Instant modifiedAt = Instant.parse("2026-01-01T00:00:00.000000001Z");

    FakeContents() {
        members.put("", new Member(new TarArchiveEntry("data/"), new byte[0]));
    }

    /** All but the root. */
    void empty() {
        members.keySet().removeIf(path -> !path.isEmpty());
        modifiedAt = modifiedAt.plusNanos(1);
    }

    Instant modifiedAt() {
        return modifiedAt;
    }

    long bytes() {
        return members.values().stream()
                .mapToLong(member -> member.content().length)
                .sum();
    }

    Optional<byte[]> file(String path) {
        return Optional.ofNullable(members.get(path)).map(Member::content);
    }

    void write(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("data/" + path);
        entry.setSize(content.length);
        put(path, new Member(entry, content));
    }

    /** As the engine does: what is there stays, and a tar that ends early is taken as far as it goes. */
    void unpack(String prefix, InputStream tar) throws IOException {
        TarArchiveInputStream archive = new TarArchiveInputStream(tar);
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            String path = entry.getName();
            if (!path.startsWith(prefix)) {
                throw new EngineException.Failed("not in the volume: " + path);
            }
            put(path.substring(prefix.length()).replaceAll("/$", ""), new Member(entry, archive.readAllBytes()));
        }
    }

    InputStream pack(String prefix) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Map.Entry<String, Member> member : members.entrySet()) {
                TarArchiveEntry entry = member.getValue().entry();
                entry.setName(prefix
                        + member.getKey()
                        + (entry.isDirectory() && !member.getKey().isEmpty() ? "/" : ""));
                archive.putArchiveEntry(entry);
                archive.write(member.getValue().content());
                archive.closeArchiveEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private void put(String path, Member member) {
        members.put(path, member);
        modifiedAt = modifiedAt.plusNanos(1);
    }

    private record Member(TarArchiveEntry entry, byte[] content) {}
}
