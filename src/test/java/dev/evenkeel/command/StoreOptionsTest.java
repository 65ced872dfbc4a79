package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.store.StoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a store on the command line stands for. */
final class StoreOptionsTest {

    @TempDir
    Path folder;

    private Path keys;

    @BeforeEach
    void makeKeys() throws IOException {
        keys = Files.writeString(folder.resolve("keys"), "aws_access_key_id = a\naws_secret_access_key = b\n");
    }

    @Test
    void aFolderIsALocalStore() throws IOException {
        StoreSpec spec = options("--identity-file=" + keys).spec(folder.toString());
        assertThat(spec.local()).contains(new StoreSpec.Local(folder.toString()));
        assertThat(spec.s3()).isEmpty();
        assertThat(spec.encryption().orElseThrow().age().identity()).contains(new StoreSpec.Identity(keys.toString()));
    }

    @Test
    void aBucketHasWhatABackupStoreHas() throws IOException {
        StoreSpec.S3 s3 = options(
                        "--credentials-file=" + keys,
                        "--endpoint=https://s3.example.com:9000",
                        "--region=eu-1",
                        "--path-style")
                .spec("s3://backups/evenkeel/host1")
                .s3()
                .orElseThrow();
        assertThat(s3.bucket()).isEqualTo("backups");
        assertThat(s3.prefix()).isEqualTo("evenkeel/host1/");
        assertThat(s3.endpoint()).isEqualTo("https://s3.example.com:9000");
        assertThat(s3.region()).isEqualTo("eu-1");
        assertThat(s3.pathStyle()).isTrue();
        assertThat(s3.credentials().file()).isEqualTo(keys.toString());
    }

    @Test
    void aBucketWithoutMoreIsThatOfAws() throws IOException {
        for (String name : new String[] {"s3://backups", "s3://backups/"}) {
            StoreSpec.S3 s3 =
                    options("--credentials-file=" + keys).spec(name).s3().orElseThrow();
            assertThat(s3.bucket()).isEqualTo("backups");
            assertThat(s3.prefix()).isEmpty();
            assertThat(s3.endpoint()).isEmpty();
            assertThat(s3.region()).isEqualTo("us-east-1");
            assertThat(s3.pathStyle()).isFalse();
        }
    }

    @Test
    void whatCannotBeIsRefusedInTheWordsOfABackupStore() {
        refused("--credentials-file names the file", "s3://backups");
        refused("bucket: Invalid value: \"B_\"", "s3://B_", "--credentials-file=" + keys);
        refused("prefix: Invalid value: \"a/../\"", "s3://backups/a/..", "--credentials-file=" + keys);
        refused("endpoint: ", "s3://backups", "--credentials-file=" + keys, "--endpoint=s3.example.com");
        refused("/nokeys cannot be read", "s3://backups", "--credentials-file=/nokeys");
        refused("is a folder", folder.toString(), "--region=eu-1");
        refused("there is no folder " + keys, keys.toString());
    }

    private static void refused(String why, String store, String... words) {
        assertThatThrownBy(() -> options(words).spec(store))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private static StoreOptions options(String... words) {
        return CommandLine.populateCommand(new StoreOptions(), words);
    }
}
