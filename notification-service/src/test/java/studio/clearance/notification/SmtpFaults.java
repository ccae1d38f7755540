package studio.clearance.notification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.clearance.local.RealStack;

/**
 * Stands before the real mail server and, for addresses that ask for it, answers in its place: {@code reply-550-x@…} is refused
 * with 550, {@code reply-451-once-x@…} with 451 the first time, {@code wait-5-x@…} taken after five seconds. While {@link #away} is set it hangs up on everybody.
 */
public final class SmtpFaults implements QuarkusTestResourceLifecycleManager {

    private static final Pattern ASKS =
            Pattern.compile("RCPT TO:<reply-(\\d{3})(-once)?-[^>]*>", Pattern.CASE_INSENSITIVE);

    private static final Pattern WAITS = Pattern.compile("RCPT TO:<wait-(\\d)-[^>]*>", Pattern.CASE_INSENSITIVE);

    /** The resource runs in another class loader than the tests; they meet in a system property. */
    private static final String AWAY = "studio.clearance.notification.test.mail-server-away";

    private final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();
    private ServerSocket door;

    static void away(boolean away) {
        System.setProperty(AWAY, String.valueOf(away));
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(this::receive);
        return Map.of("quarkus.mailer.host", "127.0.0.1", "quarkus.mailer.port", String.valueOf(door.getLocalPort()));
    }

    private void receive() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void relay(Socket client) {
        try (client;
                Socket server = new Socket("localhost", RealStack.mail().port())) {
            Thread answers = Thread.ofVirtual().start(() -> copyAnswers(server, client));
            BufferedReader commands = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            for (String line = commands.readLine(); line != null && !isAway(); line = commands.readLine()) {
                String reply = replyInstead(line);
                Matcher waits = WAITS.matcher(line);
                if (waits.matches()) {
                    Thread.sleep(Duration.ofSeconds(Long.parseLong(waits.group(1))));
                }
                if (reply == null) {
                    write(server.getOutputStream(), line);
                } else {
                    write(client.getOutputStream(), reply);
                }
            }
            answers.interrupt();
        } catch (IOException hungUp) {
            // As connections end.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isAway() {
        return Boolean.getBoolean(AWAY);
    }

    private String replyInstead(String line) {
        Matcher asks = ASKS.matcher(line);
        if (!asks.matches()) {
            return null;
        }
        boolean once = asks.group(2) != null;
        int before = refused.computeIfAbsent(line, first -> new AtomicInteger()).getAndIncrement();
        return once && before > 0 ? null : asks.group(1) + " As you asked";
    }

    private static void copyAnswers(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException hungUp) {
            // As connections end.
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void stop() {
        System.clearProperty(AWAY);
        try {
            door.close();
        } catch (IOException alreadyClosed) {
            // Nothing to do.
        }
    }
}
