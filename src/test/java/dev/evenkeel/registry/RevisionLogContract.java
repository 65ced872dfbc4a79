package dev.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every revision log promises, whatever keeps it. */
public abstract class RevisionLogContract {

    private static final int WRITERS = 16;

    private final ResourceKey web = key("default", "web");
    private RevisionLog log;

    /** A log over the same storage each time it is called within one test. */
    protected abstract RevisionLog open();

    /** The one that each test begins with. */
    protected RevisionLog log() {
        return log;
    }

    @BeforeEach
    void openTheLog() {
        log = open();
    }

    @AfterEach
    void closeTheLog() {
        log.close();
    }

    @Test
    void anEmptyRegistryIsAtItsFirstRevision() {
        assertThat(log.revision()).as("to clients, 0 means any").isEqualTo(1);
        assertThat(log.compactedRevision()).isZero();
        assertThat(log.since(0, 10)).isEmpty();
        assertThat(log.list("Network", Optional.empty())).isEqualTo(new StoredList(1, List.of()));
        assertThat(log.get(web)).isEmpty();
    }

    @Test
    void everyWriteGetsTheNextRevision() {
        assertThat(log.create(web, "a")).isEqualTo(2);
        assertThat(log.create(key("default", "db"), "b")).isEqualTo(3);
        assertThat(log.update(web, 2, "c")).isEqualTo(4);
        assertThat(log.delete(web, 4, "d")).isEqualTo(5);
        assertThat(log.revision()).isEqualTo(5);
    }

    @Test
    void aRefusedWriteUsesNoRevision() {
        log.create(web, "a");
        assertThatThrownBy(() -> log.create(web, "b")).isInstanceOf(RegistryException.AlreadyExists.class);
        assertThatThrownBy(() -> log.update(web, 8, "b")).isInstanceOf(RegistryException.Conflict.class);
        assertThatThrownBy(() -> log.delete(web, 8, "b")).isInstanceOf(RegistryException.Conflict.class);

        assertThat(log.revision()).isEqualTo(2);
        assertThat(log.get(web)).contains(new StoredObject(web, 2, "a"));
        assertThat(log.update(web, 2, "b")).isEqualTo(3);
    }

    @Test
    void whatIsNotThereCanBeNeitherUpdatedNorDeleted() {
        assertThatThrownBy(() -> log.update(web, 2, "a")).isInstanceOf(RegistryException.NotFound.class);
        assertThatThrownBy(() -> log.delete(web, 2, "a")).isInstanceOf(RegistryException.NotFound.class);
    }

    @Test
    void aNameCanBeTakenAgainAfterItsDeletion() {
        log.delete(web, log.create(web, "a"), "a");
        assertThat(log.create(web, "b")).isEqualTo(4);
        assertThat(log.get(web)).contains(new StoredObject(web, 4, "b"));
    }

    @Test
    void theLogTellsWhatHappenedAndWhatWasBefore() {
        log.create(web, "a");
        log.update(web, 2, "b");
        log.delete(web, 3, "c");
        assertThat(log.since(0, 10))
                .containsExactly(
                        new LoggedChange(2, web, LoggedChange.Type.ADDED, "a", Optional.empty()),
                        new LoggedChange(
                                3, web, LoggedChange.Type.MODIFIED, "b", Optional.of(new StoredObject(web, 2, "a"))),
                        new LoggedChange(
                                4, web, LoggedChange.Type.DELETED, "c", Optional.of(new StoredObject(web, 3, "b"))));
        assertThat(log.since(2, 1)).extracting(LoggedChange::revision).containsExactly(3L);
        assertThat(log.since(4, 10)).isEmpty();
    }

    @Test
    void aListIsSortedAndKnowsItsRevision() {
        log.create(key("host-b", "web"), "1");
        log.create(key("default", "web"), "2");
        log.create(key("default", "Web"), "3");
        log.create(new ResourceKey("Volume", "default", "data"), "4");

        StoredList everywhere = log.list("Network", Optional.empty());
        assertThat(everywhere.revision()).isEqualTo(5);
        assertThat(everywhere.items()).extracting(StoredObject::json).containsExactly("3", "2", "1");

        StoredList onHostB = log.list("Network", Optional.of("host-b"));
        assertThat(onHostB.revision()).isEqualTo(5);
        assertThat(onHostB.items()).containsExactly(new StoredObject(key("host-b", "web"), 2, "1"));
    }

    @Test
    void namesAreSortedByTheirBytesWhateverTheLanguage() {
        List<String> names =
                List.of("-a", ".b", "0", "10", "9", "A", "B", "Z", "_x", "a", "a-b", "a.b", "aB", "a_b", "b");
        names.reversed().forEach(name -> log.create(key("default", name), "x"));
        assertThat(log.list("Network", Optional.empty()).items())
                .extracting(object -> object.key().name())
                .containsExactlyElementsOf(names);
    }

    @Test
    void textComesBackAsItWasWritten() {
        String odd = "{\"a\": 1.50, \"b\" :1e400,\r\n\"a\":\"\\u0000 \uD83D\uDE00 \u00e9 e\u0301 ' \\\\ %s $1 ?\"}  \t";
        String large = "{\"x\":\"" + "0123456789".repeat(200_000) + "\"}";
        log.create(web, odd);
        log.create(key("default", "large"), large);
        log.update(web, 2, "");
        assertThat(log.get(key("default", "large")).orElseThrow().json()).isEqualTo(large);
        assertThat(log.since(3, 1).getFirst().previous().orElseThrow().json()).isEqualTo(odd);
        assertThat(log.get(web)).contains(new StoredObject(web, 4, ""));
    }

    @Test
    void aNameThatNothingCanHaveIsNotThere() {
        assertThat(log.get(key("default", "a\0b"))).isEmpty();
        assertThat(log.get(key("a\0b", "web"))).isEmpty();
    }

    @Test
    void manyAreStoredAtOnceOrNotAtAll() {
        RevisionLog.NewObject first = new RevisionLog.NewObject(web, "a");
        RevisionLog.NewObject second = new RevisionLog.NewObject(key("default", "db"), "b");
        assertThatThrownBy(() -> log.createAll(List.of(first, second, first)))
                .isInstanceOf(RegistryException.AlreadyExists.class);
        assertThat(log.revision()).isEqualTo(1);
        log.createAll(List.of(first, second));
        assertThat(log.list("Network", Optional.empty()).revision()).isEqualTo(3);
    }

    @Test
    void itIsOursAndTakesRoom() {
        log.requireHeld();
        assertThat(log.bytes()).isNotNegative();
    }

    @Test
    void compactionKeepsTheNewestChangesAndAllObjects() {
        long revision = log.create(web, "0");
        for (int i = 1; i < 10; i++) {
            revision = log.update(web, revision, Integer.toString(i));
        }
        assertThat(log.compact(3)).isEqualTo(7);

        assertThat(log.compactedRevision()).isEqualTo(8);
        assertThat(log.since(8, 10)).extracting(LoggedChange::revision).containsExactly(9L, 10L, 11L);
        assertThatThrownBy(() -> log.since(7, 10))
                .isInstanceOf(RegistryException.Compacted.class)
                .hasMessage("too old resource version: 7 (8)");
        assertThat(log.get(web)).contains(new StoredObject(web, 11, "9"));
        assertThat(log.compact(5)).as("what is gone does not come back").isZero();
        assertThat(log.compactedRevision()).isEqualTo(8);
        assertThat(log.update(web, 11, "10")).isEqualTo(12);
    }

    @Test
    void compactingAShortHistoryDropsNothing() {
        log.create(web, "a");
        assertThat(log.compact(1000)).isZero();
        assertThat(log.compactedRevision()).isZero();
    }

    @Test
    void everythingIsStillThereAfterReopening() {
        String id = log.registryId();
        log.create(web, "a");
        log.update(web, 2, "b");
        log.compact(1);
        log.close();
        log = open();

        assertThat(log.registryId()).isEqualTo(id).matches("[0-9a-f]{32}");
        assertThat(log.revision()).isEqualTo(3);
        assertThat(log.compactedRevision()).isEqualTo(2);
        assertThat(log.get(web)).contains(new StoredObject(web, 3, "b"));
        assertThat(log.since(2, 10)).hasSize(1);
        assertThat(log.create(key("default", "db"), "c")).isEqualTo(4);
    }

    @Test
    void oneOfManyConcurrentWritersOfTheSameRevisionWins() throws Exception {
        long born = log.create(web, "a");
        List<Boolean> won = allAtOnce(writer -> {
            try {
                log.update(web, born, "by " + writer);
                return true;
            } catch (RegistryException.Conflict lost) {
                return false;
            }
        });
        assertThat(won).containsOnlyOnce(true);
        assertThat(log.revision()).isEqualTo(3);
    }

    @Test
    void concurrentWritersGetRevisionsWithoutGapsInTheOrderOfTheLog() throws Exception {
        int each = 20;
        List<List<Long>> revisions = allAtOnce(writer -> IntStream.range(0, each)
                .mapToObj(i -> log.create(key("default", "n" + writer + "-" + i), writer + "-" + i))
                .toList());

        long total = (long) WRITERS * each;
        List<Long> all = LongStream.rangeClosed(2, total + 1).boxed().toList();
        assertThat(revisions).allSatisfy(own -> assertThat(own).isSorted());
        assertThat(revisions.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(log.since(0, (int) total)).extracting(LoggedChange::revision).containsExactlyElementsOf(all);
        assertThat(log.list("Network", Optional.empty()).items()).hasSize((int) total);
    }

    @Test
    void aListSeesWritesInTheOrderOfTheirRevisions() throws Exception {
        List<Boolean> consistent = allAtOnce(writer -> {
            if (writer % 2 == 0) {
                IntStream.range(0, 20).forEach(i -> log.create(key("default", "n" + writer + "-" + i), "x"));
                return true;
            }
            return IntStream.range(0, 20)
                    .mapToObj(i -> log.list("Network", Optional.empty()))
                    .allMatch(list -> list.items().size() == list.revision() - 1);
        });
        assertThat(consistent).containsOnly(true);
    }

    /** Runs {@code work} on sixteen threads, each knowing its number. */
    private static <R> List<R> allAtOnce(Work<R> work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<R>> running = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> threads.submit(() -> work.of(writer)))
                    .toList();
            List<R> results = new ArrayList<>();
            for (Future<R> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static ResourceKey key(String namespace, String name) {
        return new ResourceKey("Network", namespace, name);
    }

    /** What one of many concurrent callers does. */
    private interface Work<R> {
        R of(int writer);
    }
}
