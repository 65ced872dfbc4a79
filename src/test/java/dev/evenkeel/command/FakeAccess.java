package dev.evenkeel.command;

import dev.evenkeel.access.Kubeconfig;
import dev.evenkeel.access.TokenFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A data directory in a folder of a test. */
record FakeAccess(Path dataDir) implements ClientAccess {

    static final Kubeconfig KUBECONFIG = new Kubeconfig("https://127.0.0.1:7443", "the authority");

    @Override
    public Path kubeconfigFile() {
        return dataDir.resolve("kubeconfig");
    }

    @Override
    public TokenFile tokens() {
        return new TokenFile(dataDir.resolve("tokens"));
    }

    @Override
    public SortedSet<String> serverNames() {
        return new TreeSet<>(Set.of("localhost", "127.0.0.1"));
    }

    @Override
    public Kubeconfig kubeconfig() {
        return KUBECONFIG;
    }
}
