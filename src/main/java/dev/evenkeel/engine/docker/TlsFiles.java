package dev.evenkeel.engine.docker;

import java.io.IOException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom to trust and what to show, from files that may change at any time. */
public interface TlsFiles {

    /** Another one when the files are others. */
    String stamp() throws IOException;

    /**
     * What is shown to the engine; empty when nothing is.
     *
     * @throws IOException when a file cannot be used; the message names it
     */
    KeyManager[] shown() throws IOException;

    /** Likewise, whoever may vouch for the engine. */
    X509ExtendedTrustManager trusted() throws IOException;
}
