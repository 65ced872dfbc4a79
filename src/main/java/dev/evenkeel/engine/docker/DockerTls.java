package dev.evenkeel.engine.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS to one engine. Each connection is made with the files as they are at that moment: when they changed, everything
 * is made anew, with what was agreed on in earlier sessions forgotten.
 *
 * <p>Thread-safe.
 */
public final class DockerTls {

    private final TlsFiles files;
    private final SSLContext context = new Following();
    private Loaded loaded;

    /** Reads the files for the first time: what cannot be used is said at the start. */
    public DockerTls(TlsFiles files) throws IOException {
        this.files = files;
        this.loaded = load();
    }

    /** For the transport, which asks it for a factory each time it connects. */
    SSLContext context() {
        return context;
    }

    boolean showsCertificate() throws IOException {
        return current().showsCertificate();
    }

    /** Speaks TLS over a channel that is connected already. */
    SSLSocket over(SocketChannel channel, URI engine) throws IOException {
        SSLSocketFactory sockets = current().context().getSocketFactory();
        SSLSocket socket = (SSLSocket) sockets.createSocket(channel.socket(), engine.getHost(), engine.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private synchronized Loaded current() throws IOException {
        try {
            if (!loaded.stamp().equals(files.stamp())) {
                loaded = load();
            }
            return loaded;
        } catch (IOException unusable) {
            throw new UnusableFiles(unusable);
        }
    }

    private Loaded load() throws IOException {
        // Before the files: one that changes meanwhile is read again.
        String stamp = files.stamp();
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            KeyManager[] shown = files.shown();
            made.init(shown, new TrustManager[] {new NamingTrust(files.trusted())}, null);
            return new Loaded(stamp, made, shown.length > 0);
        } catch (GeneralSecurityException unusable) {
            throw new IOException("there is no TLS here: " + unusable.getMessage(), unusable);
        }
    }

    private record Loaded(String stamp, SSLContext context, boolean showsCertificate) {}

    /** Always the newest. */
    private final class Following extends SSLContext {

        Following() {
            super(new FollowingSpi(), null, "TLS");
        }
    }

    private final class FollowingSpi extends SSLContextSpi {

        private SSLContext newest() {
            try {
                return current().context();
            } catch (IOException unusable) {
                // Nothing else gets through; whoever uses the transport unwraps it.
                throw new UncheckedIOException(unusable);
            }
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("made of files alone");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return newest().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return newest().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return newest().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return newest().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return newest().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return newest().getClientSessionContext();
        }
    }

    /** A file that cannot be read, or holds something else. */
    static final class UnusableFiles extends IOException {

        private static final long serialVersionUID = 1L;

        UnusableFiles(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
