package dev.evenkeel.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What an administrator's kubectl needs. */
@Command(name = "kubeconfig", description = "Prints the administrator's kubeconfig, which the first start made.")
public final class KubeconfigCommand implements Callable<Integer> {

    private final Supplier<? extends ClientAccess> access;

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    public KubeconfigCommand(Supplier<? extends ClientAccess> access) {
        this.access = access;
    }

    @Override
    public Integer call() throws IOException {
        Path file = access.get().kubeconfigFile();
        if (!Files.exists(file)) {
            throw new IOException(
                    file + " is not there: make another with token add NAME --role admin --kubeconfig FILE");
        }
        spec.commandLine().getOut().print(Files.readString(file));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
