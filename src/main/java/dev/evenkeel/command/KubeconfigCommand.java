package dev.evenkeel.command;

import dev.evenkeel.access.Kubeconfig;
import dev.evenkeel.access.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an administrator's kubectl needs. */
@Command(
        name = "kubeconfig",
        description = "Prints the administrator's kubeconfig, which the first start made.",
        footer = {
            "",
            "It has a token in it: whoever has the file is administrator. For fewer rights:"
                    + " evenkeel token add --kubeconfig.",
            "",
            "Examples:",
            "  evenkeel kubeconfig --server https://docker1.lan:7443 --output docker1.kubeconfig",
            "  KUBECONFIG=~/.kube/config:docker1.kubeconfig kubectl config view --flatten"
        })
public final class KubeconfigCommand implements Callable<Integer> {

    private final Supplier<? extends ClientAccess> access;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "How clients call the server, https://HOST:PORT; otherwise as this machine does.")
    Optional<URI> server = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes it to a file that only its owner can read, which must not be there yet.")
    Optional<Path> output = Optional.empty();

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    public KubeconfigCommand(Supplier<? extends ClientAccess> access) {
        this.access = access;
    }

    @Override
    public Integer call() throws IOException {
        server.ifPresent(this::requireHttps);
        ClientAccess clients = access.get();
        Path file = clients.kubeconfigFile();
        if (!Files.exists(file)) {
            throw new IOException(
                    file + " is not there: make another with token add NAME --role admin --kubeconfig FILE");
        }
        String stored = Files.readString(file);
        String text =
                server.map(uri -> Kubeconfig.pointedAt(uri.toString(), stored)).orElse(stored);
        if (output.isPresent()) {
            if (Files.exists(output.get())) {
                throw new IOException(output.get() + " is there already: remove it, or choose another name");
            }
            PrivateFile.write(output.get().toAbsolutePath(), text);
        } else {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        server.ifPresent(uri -> warn(uri.getHost(), clients.serverNames()));
        return 0;
    }

    private void requireHttps(URI uri) {
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new ParameterException(
                    spec.commandLine(), "--server " + uri + " is no address of a server: write https://HOST:PORT");
        }
    }

    private void warn(String host, Set<String> names) {
        if (!names.contains(host)) {
            spec.commandLine()
                    .getErr()
                    .println("evenkeel: note: the server's certificate is for " + String.join(", ", names) + ". For "
                            + host + ", start it with EVENKEEL_TLS_NAMES=" + host);
            spec.commandLine().getErr().flush();
        }
    }
}
