package dev.evenkeel.command;

import dev.evenkeel.resource.Violation;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.store.StoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How to reach a store that is named on the command line. The names are those of a BackupStore's fields. */
final class StoreOptions {

    /** What the store is called in messages of other rooms. */
    static final String NAME = "store";

    private static final String S3 = "s3://";
    private static final String REGION = "us-east-1";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "The address of the service, https://host:port; AWS itself if it is left out.")
    Optional<String> endpoint = Optional.empty();

    @Option(names = "--region", paramLabel = "REGION", description = "As the service calls it; us-east-1 by default.")
    Optional<String> region = Optional.empty();

    @Option(names = "--path-style", description = "Names the bucket in the path, as most services but AWS want it.")
    boolean pathStyle;

    @Option(
            names = "--credentials-file",
            paramLabel = "FILE",
            description = "The keys, with lines aws_access_key_id = ... and aws_secret_access_key = ...; required for"
                    + " s3://.")
    Optional<Path> credentials = Optional.empty();

    @Option(
            names = "--identity-file",
            paramLabel = "FILE",
            description = "Private keys as age-keygen writes them, for archives that are encrypted.")
    Optional<Path> identity = Optional.empty();

    static boolean isBucket(String store) {
        return store.startsWith(S3);
    }

    /**
     * The store of this name.
     *
     * @param store a folder, or {@code s3://bucket/prefix}
     * @throws IOException when there is no such folder or file, or it is spelt in a way that cannot be
     */
    StoreSpec spec(String store) throws IOException {
        for (Path file : List.of(credentials, identity).stream()
                .flatMap(Optional::stream)
                .toList()) {
            if (!Files.isReadable(file)) {
                throw new IOException(file + " cannot be read");
            }
        }
        return isBucket(store) ? bucket(store.substring(S3.length())) : folder(Path.of(store));
    }

    private StoreSpec folder(Path folder) throws IOException {
        if (endpoint.isPresent() || region.isPresent() || pathStyle || credentials.isPresent()) {
            throw new IOException("--endpoint, --region, --path-style and --credentials-file are for a bucket, and "
                    + folder + " is a folder: s3://BUCKET/PREFIX names a bucket");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder + "; is its disk mounted?");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new IOException(folder + " may not be read by " + System.getProperty("user.name")
                    + "; try as root, or as who wrote it");
        }
        return new StoreSpec(Optional.of(new StoreSpec.Local(absolute(folder))), Optional.empty(), encryption(), "");
    }

    private StoreSpec bucket(String rest) throws IOException {
        int slash = rest.indexOf('/');
        String prefix = slash < 0 ? "" : rest.substring(slash + 1);
        StoreSpec.S3 s3 = new StoreSpec.S3(
                endpoint.orElse(""),
                region.orElse(REGION),
                slash < 0 ? rest : rest.substring(0, slash),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                pathStyle,
                new StoreSpec.Credentials(
                        credentials.map(StoreOptions::absolute).orElse("")),
                Optional.empty());
        if (credentials.isEmpty()) {
            throw new IOException("a bucket wants keys: --credentials-file names the file with them");
        }
        // Without encryption: recipients are for those who write.
        requireValid(new StoreSpec(Optional.empty(), Optional.of(s3), Optional.empty(), ""));
        return new StoreSpec(Optional.empty(), Optional.of(s3), encryption(), "");
    }

    private static void requireValid(StoreSpec spec) throws IOException {
        List<Violation> broken = StoreKind.INSTANCE.validate(NAME, spec);
        if (!broken.isEmpty()) {
            throw new IOException(broken.stream()
                    .map(one -> one.field().replace("spec.s3.", "") + ": " + one.message())
                    .collect(Collectors.joining("; ")));
        }
    }

    private Optional<StoreSpec.Encryption> encryption() {
        return identity.map(file -> new StoreSpec.Encryption(
                new StoreSpec.Age(List.of(), Optional.of(new StoreSpec.Identity(absolute(file))))));
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }
}
