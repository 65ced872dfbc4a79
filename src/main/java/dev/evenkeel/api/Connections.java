package dev.evenkeel.api;

import io.netty.channel.Channel;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Tells {@link SlowClients} of connections and requests. The server beneath tells of a connection only with its first
 * request, but whoever makes handshakes hears of it when they are done.
 */
@Singleton
public final class Connections implements HttpServerOptionsCustomizer {

    /** Even before a request's head is looked at. */
    private static final int FIRST = 20_000;

    private final Provider<SlowClients> slow;

    public Connections(Provider<SlowClients> slow) {
        this.slow = slow;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setSslEngineOptions(new NoticedHandshakes(channel -> slow.get().opened(channel)));
    }

    void filter(@Observes Filters filters) {
        filters.register(
                context -> {
                    Runnable end = slow.get().begun(context.request());
                    context.addEndHandler(answered -> end.run());
                    context.next();
                },
                FIRST);
    }

    private static final class NoticedHandshakes extends JdkSSLEngineOptions {

        private final Consumer<Channel> opened;

        private NoticedHandshakes(Consumer<Channel> opened) {
            this.opened = opened;
        }

        @Override
        public JdkSSLEngineOptions copy() {
            return new NoticedHandshakes(opened);
        }

        @Override
        public SslContextFactory sslContextFactory() {
            return new DefaultSslContextFactory(SslProvider.JDK, false) {
                @Override
                public SslContext create() throws SSLException {
                    return new NoticingContext(super.create(), opened);
                }
            };
        }
    }

    private static final class NoticingContext extends DelegatingSslContext {

        private final Consumer<Channel> opened;

        private NoticingContext(SslContext context, Consumer<Channel> opened) {
            super(context);
            this.opened = opened;
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // as the context made it
        }

        @Override
        protected void initHandler(SslHandler handler) {
            handler.handshakeFuture().addListener(done -> {
                if (done.isSuccess()) {
                    opened.accept((Channel) done.getNow());
                }
            });
        }
    }
}
