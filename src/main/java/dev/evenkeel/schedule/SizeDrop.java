package dev.evenkeel.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Whether a volume suddenly has much less in it than it used to have: somebody may have emptied it, and what was in it
 * before may be wanted back. What is too small does not become normal by being repeated, only by being accepted.
 */
final class SizeDrop {

    /** So many sizes that were normal are compared with. */
    static final int COMPARED_MAX = 5;

    private SizeDrop() {}

    /**
     * What is odd about the newest good archive of a volume; empty when nothing is.
     *
     * @param oldestFirst runs of a schedule
     */
    static Optional<String> of(String volume, List<Run> oldestFirst) {
        Deque<Long> normal = new ArrayDeque<>();
        Optional<String> drop = Optional.empty();
        for (Run run : oldestFirst) {
            Optional<RunArchive> archive = run.goodArchive(volume);
            if (archive.isEmpty()) {
                continue;
            }
            long size = archive.get().sourceBytes();
            boolean small = !normal.isEmpty() && size < median(normal) / 2;
            if (small && !run.sizeAccepted()) {
                drop = Optional.of("volume " + volume + " had " + size + " bytes in Backup " + run.name()
                        + ", and about " + median(normal) + " before");
                continue;
            }
            drop = Optional.empty();
            if (small) {
                normal.clear();
            }
            normal.addLast(size);
            if (normal.size() > COMPARED_MAX) {
                normal.removeFirst();
            }
        }
        return drop;
    }

    private static long median(Deque<Long> sizes) {
        List<Long> sorted = sizes.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
