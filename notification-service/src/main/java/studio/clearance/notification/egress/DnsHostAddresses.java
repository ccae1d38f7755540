package studio.clearance.notification.egress;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.quarkus.arc.DefaultBean;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks the name servers without holding a thread: a name server that never answers must not keep anybody else's webhook
 * waiting, and the platform's own lookup blocks for as long as it likes.
 */
@DefaultBean
@ApplicationScoped
public class DnsHostAddresses implements HostAddresses {

    private static final Duration ONE_QUESTION = Duration.ofSeconds(3);
    private static final int LONGEST_MEMORY_SECONDS = 30;
    private static final int MEMORY_OF_FAILURE_SECONDS = 2;

    private final DnsNameResolver resolver;

    DnsHostAddresses(Vertx vertx) {
        EventLoop loop = ((VertxInternal) vertx).nettyEventLoopGroup().next();
        this.resolver = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(ONE_QUESTION.toMillis())
                .ttl(0, LONGEST_MEMORY_SECONDS)
                .negativeTtl(MEMORY_OF_FAILURE_SECONDS)
                .build();
    }

    @Override
    public CompletionStage<List<InetAddress>> of(String host) {
        CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        resolver.resolveAll(host).addListener(resolved -> {
            if (resolved.isSuccess()) {
                addresses.complete(cast(resolved.getNow()));
            } else {
                addresses.completeExceptionally(resolved.cause());
            }
        });
        return addresses;
    }

    @SuppressWarnings("unchecked") // the listener of a resolver's future is not typed
    private static List<InetAddress> cast(Object addresses) {
        return (List<InetAddress>) addresses;
    }

    @PreDestroy
    void close() {
        resolver.close();
    }
}
