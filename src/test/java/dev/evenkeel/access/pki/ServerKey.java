package dev.evenkeel.access.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server on this machine with an authority of its own, which is beside its key in the file {@code ca.crt}. */
public final class ServerKey {

    private ServerKey() {}

    public static SSLContext in(Path folder) throws IOException, GeneralSecurityException {
        new Certificates(folder, Set.of("127.0.0.1"), Duration.ofDays(1), Clock.systemUTC()).ensure();
        Path pem = folder.resolve("pki/server.pem");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", Pem.key(pem), new char[0], new Certificate[] {Pem.certificate(pem)});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
