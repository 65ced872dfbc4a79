package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.network.DiagnosisReason;
import dev.evenkeel.resource.DriftReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody who reads a reason in a status finds it explained: every one, and no others. */
final class ReasonsDocTest {

    private static final Path FOLDER = Path.of("docs/resources");

    @ParameterizedTest
    @CsvSource({
        "network.md, dev.evenkeel.network.NetworkReason",
        "volume.md, dev.evenkeel.volume.VolumeReason",
        "backup.md, dev.evenkeel.backup.BackupReason",
        "backupschedule.md, dev.evenkeel.schedule.ScheduleReason",
        "restore.md, dev.evenkeel.restore.RestoreReason",
        "backupstore.md, dev.evenkeel.store.StoreReason"
    })
    void everyReasonOfAKindIsDocumented(String document, String reasons) throws ClassNotFoundException {
        assertThat(documented(document, "reason")).isEqualTo(names(Class.forName(reasons)));
    }

    @Test
    void everyReasonOfDriftIsDocumentedWhereItCanOccur() {
        Set<String> documented = new TreeSet<>(documented("network.md", "drift"));
        documented.addAll(documented("volume.md", "drift"));
        assertThat(documented).isEqualTo(names(DriftReason.class));
    }

    @Test
    void everythingThatADiagnosisCanFindIsDocumented() {
        assertThat(documented("network.md", "finding")).isEqualTo(names(DiagnosisReason.class));
    }

    /** What is written as code in the columns of that name, in whatever table. */
    private static Set<String> documented(String document, String column) {
        Set<String> found = new TreeSet<>();
        for (MarkdownTable table : MarkdownTable.in(FOLDER.resolve(document))) {
            for (int i = 0; i < table.header().size(); i++) {
                int index = i;
                if (table.header().get(i).startsWith(column)) {
                    table.rows().forEach(row -> found.addAll(MarkdownTable.code(row.get(index))));
                }
            }
        }
        return found;
    }

    private static Set<String> names(Class<?> reasons) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(reasons.getEnumConstants()).map(Object::toString).forEach(names::add);
        return names;
    }
}
