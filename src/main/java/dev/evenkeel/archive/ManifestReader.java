package dev.evenkeel.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a manifest from front to back: the head at once, then one member after the other, in constant memory. */
public final class ManifestReader implements AutoCloseable {

    private final JsonParser file;
    private final ManifestHead head;
    private final ArchiveCipher cipher;
    /** Where members come from: the file itself, or what is encrypted in it. */
    private JsonParser parser;

    private ManifestReader(JsonParser file, ManifestHead head, ArchiveCipher cipher) {
        this.file = file;
        this.parser = file;
        this.head = head;
        this.cipher = cipher;
    }

    /**
     * Reads the head and no further.
     *
     * @param manifest is closed with the reader, and when this fails
     * @throws ArchiveException.Corrupt when it is no manifest, or one of a later format
     * @throws ArchiveException.StoreUnavailable when it cannot be read
     */
    public static ManifestReader open(InputStream manifest) {
        return open(manifest, ArchiveCipher.NONE);
    }

    /**
     * Likewise, to go on and read members that are encrypted.
     *
     * @param cipher of the store that the manifest is in
     */
    public static ManifestReader open(InputStream manifest, ArchiveCipher cipher) {
        return named(() -> {
            JsonParser parser = ManifestJson.MAPPER.createParser(manifest);
            try {
                return new ManifestReader(parser, readHead(parser), cipher);
            } catch (IOException | ArchiveException e) {
                parser.close();
                throw e;
            }
        });
    }

    public ManifestHead head() {
        return head;
    }

    /** The next member; empty after the last. */
    public Optional<Member> next() {
        return named(() -> {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING && parser == file) {
                unseal();
                token = parser.nextToken();
            }
            if (token == JsonToken.START_OBJECT) {
                return Optional.of(member(parser.readValueAsTree()));
            }
            require(token, JsonToken.END_ARRAY);
            return Optional.empty();
        });
    }

    /** What is encrypted is the inside of an array. */
    private void unseal() throws IOException {
        InputStream members = cipher.decrypt(new SealedMembers.Reader(file));
        List<InputStream> array = List.of(bytes("["), members, bytes("]"));
        parser = ManifestJson.MAPPER.createParser(new SequenceInputStream(Collections.enumeration(array)));
        require(parser.nextToken(), JsonToken.START_ARRAY);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        named(() -> {
            file.close();
            return file;
        });
    }

    private static ManifestHead readHead(JsonParser parser) throws IOException {
        ObjectNode fields = ManifestJson.MAPPER.createObjectNode();
        require(parser.nextToken(), JsonToken.START_OBJECT);
        for (String field = nextField(parser); !field.equals(ManifestJson.MEMBERS); field = nextField(parser)) {
            parser.nextToken();
            fields.set(field, parser.readValueAsTree());
        }
        require(parser.nextToken(), JsonToken.START_ARRAY);
        int version = fields.path("formatVersion").asInt();
        if (version < 1 || version > ManifestHead.SEALED_VERSION) {
            throw new ArchiveException.Corrupt("manifest of format version " + version);
        }
        return ManifestJson.MAPPER.treeToValue(fields, ManifestHead.class);
    }

    private static String nextField(JsonParser parser) throws IOException {
        require(parser.nextToken(), JsonToken.FIELD_NAME);
        return parser.currentName();
    }

    private static void require(@Nullable JsonToken token, JsonToken expected) {
        if (token != expected) {
            throw new ArchiveException.Corrupt("not a manifest: " + token + " where " + expected + " should be");
        }
    }

    private static Member member(ObjectNode node) {
        try {
            return new Member(
                    node.required("name").textValue(),
                    MemberType.parse(node.required("type").asText()),
                    node.path("size").asLong(),
                    node.path("sha256").asText(),
                    Integer.parseInt(node.required("mode").asText(), 8),
                    node.required("uid").longValue(),
                    node.required("gid").longValue(),
                    Instant.parse(node.required("mtime").asText()),
                    node.path("link").asText());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ArchiveException.Corrupt("not a member of a manifest: " + node, e);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T named(Reading<T> reading) {
        try {
            return reading.read();
        } catch (JsonProcessingException e) {
            throw new ArchiveException.Corrupt("not a manifest: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable("the manifest cannot be read", e);
        }
    }
}
