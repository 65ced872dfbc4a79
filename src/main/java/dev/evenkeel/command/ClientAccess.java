package dev.evenkeel.command;

import dev.evenkeel.access.Kubeconfig;
import dev.evenkeel.access.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;

/** How clients come in: what is kept about them in a data directory. */
public interface ClientAccess {

    Path dataDir();

    /** The administrator's, which the first start made; it may be gone. */
    Path kubeconfigFile();

    TokenFile tokens();

    /** What clients may call the server: the names in its certificate, in order. */
    SortedSet<String> serverNames();

    /** For a client of the server with these settings.
     * @throws IOException when no server has been started yet
     */
    Kubeconfig kubeconfig() throws IOException;
}
