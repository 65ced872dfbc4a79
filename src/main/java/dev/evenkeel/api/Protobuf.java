package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the reviews that typed Kubernetes clients send: kubectl from 1.32 on sends them in protobuf, and does not ask
 * again in JSON.
 *
 * <p>The numbers are those of k8s.io/api {@code authorization/v1/generated.proto}. All fields that mean something here
 * are texts or messages.
 */
final class Protobuf {

    private static final int MAGIC =
            ByteBuffer.wrap(new byte[] {'k', '8', 's', 0}).getInt();

    private static final Map<Integer, String> RESOURCE_ATTRIBUTES =
            Map.of(1, "namespace", 2, "verb", 3, "group", 4, "version", 5, "resource", 6, "subresource", 7, "name");

    private static final Map<Integer, String> NON_RESOURCE_ATTRIBUTES = Map.of(1, "path", 2, "verb");

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private Protobuf() {}

    /**
     * The review in {@code body}, as the same tree that JSON would have made.
     *
     * @throws Failure 400 when it cannot be read
     */
    static ObjectNode review(byte[] body) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(body);
            if (bytes.getInt() != MAGIC) {
                throw unreadable();
            }
            Map<Integer, ByteBuffer> envelope = message(bytes);
            ObjectNode tree = JsonNodeFactory.instance.objectNode();
            putTexts(tree, envelope.getOrDefault(1, NOTHING), Map.of(1, "apiVersion", 2, "kind"));
            ByteBuffer spec = message(envelope.getOrDefault(2, NOTHING)).getOrDefault(2, NOTHING);
            putSpec(tree.putObject("spec"), tree.path("kind").asText(), spec);
            return tree;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException cutOff) {
            throw unreadable();
        }
    }

    private static void putSpec(ObjectNode tree, String kind, ByteBuffer spec) {
        switch (kind) {
            case "SelfSubjectAccessReview" ->
                message(spec).forEach((number, attributes) -> {
                    if (number == 1) {
                        putTexts(tree.putObject("resourceAttributes"), attributes, RESOURCE_ATTRIBUTES);
                    } else if (number == 2) {
                        putTexts(tree.putObject("nonResourceAttributes"), attributes, NON_RESOURCE_ATTRIBUTES);
                    }
                });
            case "SelfSubjectRulesReview" -> putTexts(tree, spec, Map.of(1, "namespace"));
            default -> {}
        }
    }

    private static void putTexts(ObjectNode tree, ByteBuffer message, Map<Integer, String> names) {
        message(message).forEach((number, value) -> {
            if (names.containsKey(number)) {
                tree.put(
                        names.get(number),
                        StandardCharsets.UTF_8.decode(value.duplicate()).toString());
            }
        });
    }

    /** The fields of a message that have a length, by number; numbers of a fixed or variable size are passed over. */
    private static Map<Integer, ByteBuffer> message(ByteBuffer message) {
        ByteBuffer rest = message.duplicate();
        Map<Integer, ByteBuffer> fields = new HashMap<>();
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            switch ((int) (tag & 7)) {
                case 0 -> varint(rest);
                case 1 -> rest.getLong();
                case 2 -> {
                    int length = Math.toIntExact(varint(rest));
                    fields.put((int) (tag >>> 3), rest.slice(rest.position(), length));
                    rest.position(rest.position() + length);
                }
                case 5 -> rest.getInt();
                default -> throw unreadable();
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw unreadable();
    }

    private static Failure unreadable() {
        return Failures.badRequest("the body of the request is not valid protobuf");
    }
}
