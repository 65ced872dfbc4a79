package dev.evenkeel.archive.s3;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Makes the calls of buckets. Everything comes from the settings: neither this machine's environment nor anybody's home
 * directory is asked, and nobody on the network but the endpoint.
 */
public final class S3Access {

    /** How often a call is tried: with the delays in between a connection may be gone for half a minute. */
    static final int ATTEMPTS_MAX = 8;

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final Duration backoff;

    /**
     * @param timers for the SDK, which would make threads of its own otherwise
     * @param backoff the delay before the second try; it doubles
     */
    public S3Access(Clock clock, ScheduledExecutorService timers, Duration backoff) {
        this.clock = clock;
        this.timers = timers;
        this.backoff = backoff;
    }

    S3Bucket bucket(S3Settings settings) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(new S3Credentials(settings.credentials()))
                .forcePathStyle(settings.pathStyle())
                // Each part has its MD5, which every service knows; not so the newer sums at the end of a body.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .httpClient(http())
                .overrideConfiguration(all -> all.scheduledExecutorService(timers)
                        .retryStrategy(retries())
                        .defaultProfileFile(ProfileFile.aggregator().build()));
        settings.endpoint().map(URI::toString).map(URI::create).ifPresent(client::endpointOverride);
        return new S3Bucket(settings, client.build(), clock);
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECTING)
                .socketTimeout(SILENCE)
                .build();
    }

    private StandardRetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS_MAX)
                .circuitBreakerEnabled(false)
                .backoffStrategy(BackoffStrategy.exponentialDelay(backoff, backoff.multipliedBy(1 << ATTEMPTS_MAX)))
                .build();
    }
}
