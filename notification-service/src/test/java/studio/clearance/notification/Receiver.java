package studio.clearance.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A partner's server: keeps what it receives and answers as it was told to, and with 200 otherwise. */
public final class Receiver implements AutoCloseable {

    /** One webhook that arrived. */
    public record Received(Map<String, String> headers, String body) {

        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /** What happens before an answer, and what is answered. */
    public record Reply(int status, Map<String, String> headers, Consumer<Received> before) {

        public static Reply status(int status) {
            return new Reply(status, Map.of(), received -> {});
        }

        public Reply with(String header, String value) {
            return new Reply(status, Map.of(header, value), before);
        }

        public Reply after(Consumer<Received> something) {
            return new Reply(status, headers, something);
        }
    }

    private final HttpServer server;
    private final boolean tls;
    private final List<Received> received = new ArrayList<>();
    private final ConcurrentLinkedDeque<Reply> replies = new ConcurrentLinkedDeque<>();
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Receiver(HttpServer server, boolean tls) {
        this.server = server;
        this.tls = tls;
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public static Receiver start() throws IOException {
        return new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), false);
    }

    public static Receiver startWithTls() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(PrivateAuthority.keyStore())) {
            keys.load(file, PrivateAuthority.PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PrivateAuthority.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Receiver(server, true);
    }

    public String url() {
        return url("127.0.0.1");
    }

    public String url(String host) {
        return (tls ? "https://" : "http://") + host + ":" + server.getAddress().getPort() + "/clearance";
    }

    /** The next webhooks are answered so, one after the other; the last answer is given for ever. */
    public Receiver answers(Reply... next) {
        replies.addAll(List.of(next));
        return this;
    }

    /** Never answers, until it is closed. */
    public Receiver neverAnswers() {
        return answers(Reply.status(200).after(received -> awaitClosing()));
    }

    private void awaitClosing() {
        try {
            closed.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        clients.add(exchange.getRemoteAddress());
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            Received one =
                    new Received(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            synchronized (received) {
                received.add(one);
                received.notifyAll();
            }
            Reply reply = replies.size() > 1 ? replies.poll() : replies.peek();
            if (reply == null) {
                reply = Reply.status(200);
            }
            reply.before().accept(one);
            reply.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(reply.status(), -1);
        }
    }

    /** How many connections the webhooks came through. */
    public int connections() {
        return clients.size();
    }

    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Waits until so many have come. */
    public List<Received> received(int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        synchronized (received) {
            while (received.size() < count && System.nanoTime() < deadline) {
                try {
                    received.wait(100);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            assertThat(received).as("webhooks received").hasSizeGreaterThanOrEqualTo(count);
            return List.copyOf(received);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
