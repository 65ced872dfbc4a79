package dev.evenkeel.boot;

import dev.evenkeel.access.Kubeconfig;
import dev.evenkeel.access.PrivateFile;
import dev.evenkeel.access.TokenFile;
import dev.evenkeel.access.pki.Certificates;
import dev.evenkeel.command.ClientAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What must be in the data directory before anybody can come in: certificates, a token, a kubeconfig. */
final class WaysIn implements ClientAccess {

    private static final String ADMIN = "admin";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

    private final Path dataDir;
    private final EvenkeelConfig config;
    private final Clock clock;

    WaysIn(Path dataDir, EvenkeelConfig config, Clock clock) {
        this.dataDir = dataDir;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Makes what is missing. The token is remembered last: as long as none is, the first start has not come to its end,
     * and a kubeconfig that came before is worth nothing.
     */
    void prepare() throws IOException {
        certificates().ensure();
        Path file = kubeconfigFile();
        if (!tokens().exists()) {
            String token = TokenFile.newToken();
            PrivateFile.write(file, kubeconfig().text(ADMIN, token));
            tokens().add(ADMIN, token, Set.of("evenkeel:admin"), Optional.empty());
        } else if (Files.exists(file)) {
            kubeconfig().update(file);
        }
    }

    @Override
    public SortedSet<String> serverNames() {
        return new TreeSet<>(names(config));
    }

    Certificates certificates() {
        return new Certificates(dataDir, names(config), config.tls().life(), clock);
    }

    @Override
    public Path dataDir() {
        return dataDir;
    }

    @Override
    public Path kubeconfigFile() {
        return dataDir.resolve(DataDirectory.KUBECONFIG);
    }

    @Override
    public TokenFile tokens() {
        return new TokenFile(dataDir.resolve(DataDirectory.TOKENS));
    }

    @Override
    public Kubeconfig kubeconfig() throws IOException {
        String host = EVERY_ADDRESS.contains(config.apiHost()) ? "127.0.0.1" : config.apiHost();
        String authority = Files.readString(dataDir.resolve(Certificates.AUTHORITY));
        return new Kubeconfig(
                "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + config.apiPort(), authority);
    }

    /** Everything that clients may call this server. */
    static Set<String> names(EvenkeelConfig config) {
        Set<String> names = new HashSet<>(LOOPBACK);
        names.addAll(config.tls().names().orElse(Set.of()));
        if (!EVERY_ADDRESS.contains(config.apiHost())) {
            names.add(config.apiHost());
        }
        return Set.copyOf(names);
    }
}
