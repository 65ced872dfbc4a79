package dev.evenkeel.archive;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes manifests, which begin with a head that is known last.
 *
 * <p>So members go to a spool as they come, and the spool is copied behind the head in the end: a million of them need
 * no more memory than one.
 */
public final class ManifestWriter implements MemberVisitor, AutoCloseable {

    private final JsonGenerator generator;

    /** @param spool takes the members until {@link #compose} wants them back; closed with this writer */
    ManifestWriter(OutputStream spool) throws IOException {
        this.generator =
                new JsonFactoryBuilder().rootValueSeparator(",\n").build().createGenerator(spool);
    }

    /** Members for {@code spool}, encrypted if {@code cipher} does that. */
    static ManifestWriter of(ArchiveCipher cipher, OutputStream spool) throws IOException {
        return new ManifestWriter(cipher.encrypts() ? cipher.encrypt(new SealedMembers.Writer(spool)) : spool);
    }

    @Override
    public void visit(Member member) {
        try {
            write(member);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }

    /** Writes the whole manifest of {@code head} and the spooled members to {@code manifest}, and closes neither. */
    public static void compose(ManifestHead head, InputStream spool, OutputStream manifest) throws IOException {
        byte[] object = ManifestJson.MAPPER.writeValueAsBytes(head);
        manifest.write(object, 0, object.length - 1);
        manifest.write((",\"" + ManifestJson.MEMBERS + "\":[\n").getBytes(StandardCharsets.UTF_8));
        spool.transferTo(manifest);
        manifest.write("\n]}\n".getBytes(StandardCharsets.UTF_8));
    }

    private void write(Member member) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("name", member.name());
        generator.writeStringField("type", member.type().wireName());
        if (member.type() == MemberType.FILE) {
            generator.writeNumberField("size", member.size());
            generator.writeStringField("sha256", member.sha256());
        }
        generator.writeStringField("mode", String.format("%04o", member.mode()));
        generator.writeNumberField("uid", member.uid());
        generator.writeNumberField("gid", member.gid());
        generator.writeStringField("mtime", member.mtime().toString());
        if (!member.link().isEmpty()) {
            generator.writeStringField("link", member.link());
        }
        generator.writeEndObject();
    }
}
