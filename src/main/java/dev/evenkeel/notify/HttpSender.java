package dev.evenkeel.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends by POST. Certificates are verified, redirects are not followed, and what the receiver answers is not read.
 * Files with secrets are read anew for each message: new ones need no restart.
 */
final class HttpSender implements Sender {

    private static final long SECRET_BYTES_MAX = 64 * 1024;
    private static final String AGENT = "evenkeel";

    private final Receiver receiver;
    private final HttpClient client;

    /** @throws IllegalArgumentException when the file with the authority cannot be used */
    HttpSender(Receiver receiver) {
        this.receiver = receiver;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(receiver.timeout());
        receiver.authority().map(HttpSender::trusting).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public Delivery send(NotificationBody body) throws InterruptedException {
        try {
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request(body), BodyHandlers.discarding());
            try {
                return delivery(answer.get(receiver.timeout().toNanos(), TimeUnit.NANOSECONDS)
                        .statusCode());
            } finally {
                answer.cancel(true);
            }
        } catch (IOException | IllegalArgumentException unusable) {
            return new Delivery.Failed(String.valueOf(unusable.getMessage()));
        } catch (TimeoutException late) {
            return new Delivery.Failed("no answer in time");
        } catch (ExecutionException failed) {
            return new Delivery.Failed(cause(failed.getCause()));
        }
    }

    private HttpRequest request(NotificationBody body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address())
                .POST(BodyPublishers.ofString(body.text()))
                .setHeader("Content-Type", body.contentType())
                .setHeader("User-Agent", AGENT);
        body.headers().forEach(request::setHeader);
        receiver.headers().forEach(request::setHeader);
        if (receiver.tokenFile().isPresent()) {
            try {
                request.setHeader(
                        "Authorization", "Bearer " + secret(receiver.tokenFile().get()));
            } catch (IllegalArgumentException odd) {
                throw new IOException("what is in token-file cannot be sent in a header");
            }
        }
        return request.build();
    }

    private URI address() throws IOException {
        String address = receiver.url().isPresent()
                ? receiver.url().get()
                : secret(receiver.urlFile().orElseThrow());
        Optional<String> misfit = Receiver.misfit(address);
        if (misfit.isPresent()) {
            throw new IOException("what is in url-file " + misfit.get());
        }
        return URI.create(address);
    }

    private static String secret(Path file) throws IOException {
        try {
            if (Files.size(file) > SECRET_BYTES_MAX) {
                throw new IOException(file + " is too long for a file with a secret");
            }
            return Files.readString(file).strip();
        } catch (NoSuchFileException missing) {
            throw new IOException(file + " is not there");
        } catch (AccessDeniedException closed) {
            throw new IOException(file + " may not be read");
        }
    }

    private static Delivery delivery(int code) {
        return code >= 200 && code < 300 ? new Delivery.Arrived() : new Delivery.Failed("answered " + code);
    }

    /** In words of our own: messages of others may tell the address. */
    private static String cause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpTimeoutException) {
                return "no answer in time";
            }
            if (cause instanceof SSLException) {
                return "its certificate is not trusted, or TLS failed otherwise";
            }
            if (cause instanceof UnknownHostException) {
                return "its host is not known";
            }
            if (cause instanceof ConnectException) {
                return "no connection";
            }
        }
        return "failed: " + failure.getClass().getSimpleName();
    }

    private static SSLContext trusting(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int index = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + index++, authority);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("ca: " + pem + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }
}
