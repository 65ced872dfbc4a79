package dev.evenkeel.boot;

import dev.evenkeel.access.pki.Certificates;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Looks at the server's certificate now and then, and lets a running server show the new one. */
@Singleton
final class CertificateRenewal {

    /** As application.properties calls it. */
    private static final String TLS = "api";

    private static final Logger LOG = Logger.getLogger(CertificateRenewal.class);

    private final Certificates certificates;
    private final TlsConfigurationRegistry registry;
    private final Event<CertificateUpdatedEvent> updates;

    CertificateRenewal(
            EvenkeelConfig config,
            Clock clock,
            TlsConfigurationRegistry registry,
            Event<CertificateUpdatedEvent> updates) {
        this.certificates = new WaysIn(config.dataDir(), config, clock).certificates();
        this.registry = registry;
        this.updates = updates;
    }

    @Scheduled(every = "${evenkeel.tls.check:24h}", delayed = "${evenkeel.tls.check:24h}")
    void check() {
        try {
            if (certificates.ensure() == Certificates.Renewal.RENEWED) {
                TlsConfiguration tls = registry.get(TLS).orElseThrow();
                tls.reload();
                updates.fire(new CertificateUpdatedEvent(TLS, tls));
                LOG.infof("server certificate renewed until=%s", certificates.expiry());
            }
        } catch (IOException failure) {
            LOG.errorf("server certificate not renewed cause=\"%s\"", failure.getMessage());
        }
    }
}
