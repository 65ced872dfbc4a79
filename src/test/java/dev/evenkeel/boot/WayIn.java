package dev.evenkeel.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a kubeconfig gives its owner: where the server is, whom to trust, and a token. */
public record WayIn(URI server, SSLContext trust, String token, HttpClient client) {

    public static WayIn of(Path kubeconfig) {
        try {
            String text = Files.readString(kubeconfig);
            byte[] authority = Base64.getDecoder().decode(value(text, "certificate-authority-data"));
            SSLContext trust = trusting(authority);
            HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
            return new WayIn(URI.create(value(text, "server")), trust, value(text, "token"), client);
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("no way in by " + kubeconfig, failure);
        }
    }

    /** A request that says who sends it. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", "Bearer " + token);
    }

    /** For what no client would send. The header that says who sends it is to be written by the test. */
    public Socket socket() {
        try {
            return trust.getSocketFactory().createSocket(server.getHost(), server.getPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static HttpResponse<String> exchange(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String value(String text, String key) {
        Matcher line = Pattern.compile("(?m)^ *" + key + ": (\\S+)$").matcher(text);
        if (!line.find()) {
            throw new IllegalStateException("a kubeconfig without " + key);
        }
        return line.group(1);
    }

    private static SSLContext trusting(byte[] authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
