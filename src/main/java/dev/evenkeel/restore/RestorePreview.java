package dev.evenkeel.restore;

import dev.evenkeel.archive.MemberDifference;
import dev.evenkeel.resource.Defaults;
import java.util.List;

/**
 * What a restore changes. Of a dry run: what it would change. Times of files do not count as a change.
 *
 * @param added how many files, folders and links come that are not there
 * @param changed how many are there with another type, size, content, owner, mode or link
 * @param removed how many are there and go
 * @param bytes contents of all files that are written, in bytes
 * @param stops names of the containers that are stopped meanwhile, and started again
 * @param text the steps, one on a line, in their order
 */
public record RestorePreview(long added, long changed, long removed, long bytes, List<String> stops, String text) {

    public RestorePreview {
        stops = Defaults.list(stops);
        text = Defaults.text(text, "");
    }

    static RestorePreview of(MemberDifference difference, List<String> stops, String text) {
        return new RestorePreview(
                difference.added(), difference.changed(), difference.removed(), difference.bytes(), stops, text);
    }
}
