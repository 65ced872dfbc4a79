package dev.evenkeel.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A set of names that keeps 16 bytes of digest for each, however long they are. */
final class NameSet {

    private static final int INITIAL = 1 << 10;

    private final MessageDigest digest = Digests.sha256();
    /** Two longs for each slot, both 0 for a free one; open addressing, at most half full. */
    private long[] slots = new long[2 * INITIAL];

    private int size;

    /** Answers whether the name is new. */
    boolean add(String name) {
        ByteBuffer key = key(name);
        boolean added = insert(key.getLong(), key.getLong());
        if (added && ++size > slots.length / 4) {
            grow();
        }
        return added;
    }

    boolean contains(String name) {
        ByteBuffer key = key(name);
        long high = key.getLong();
        long low = key.getLong();
        int slot = find(high, low);
        return slots[slot] == high && slots[slot + 1] == low;
    }

    private ByteBuffer key(String name) {
        return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    }

    private boolean insert(long high, long low) {
        int slot = find(high, low);
        boolean free = slots[slot] == 0 && slots[slot + 1] == 0;
        slots[slot] = high;
        slots[slot + 1] = low;
        return free;
    }

    /** The slot of the key, or the free one where it belongs. */
    private int find(long high, long low) {
        int mask = slots.length / 2 - 1;
        int at = (int) low & mask;
        while ((slots[2 * at] != high || slots[2 * at + 1] != low) && (slots[2 * at] != 0 || slots[2 * at + 1] != 0)) {
            at = at + 1 & mask;
        }
        return 2 * at;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                insert(old[i], old[i + 1]);
            }
        }
    }
}
