package studio.clearance.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import studio.clearance.notification.egress.HostAddresses;

/** A name server that says what a test wants, a different thing each time if need be. Literals are what they are. */
@ApplicationScoped
public class ScriptedNames implements HostAddresses {

    private final Map<String, ConcurrentLinkedDeque<String>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> questions = new ConcurrentHashMap<>();

    /** The last answer is given for ever. */
    public void says(String host, String... addresses) {
        answers.put(host, new ConcurrentLinkedDeque<>(List.of(addresses)));
    }

    public int timesAsked(String host) {
        return questions.getOrDefault(host, new AtomicInteger()).get();
    }

    @Override
    public CompletionStage<List<InetAddress>> of(String host) {
        questions.computeIfAbsent(host, first -> new AtomicInteger()).incrementAndGet();
        ConcurrentLinkedDeque<String> script = answers.get(host);
        try {
            if (script != null) {
                String answer = script.size() > 1 ? script.removeFirst() : script.getFirst();
                return CompletableFuture.completedFuture(List.of(InetAddress.getByName(answer)));
            }
            if (host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                return CompletableFuture.completedFuture(List.of(InetAddress.getByName(host)));
            }
            return CompletableFuture.failedFuture(new UnknownHostException(host));
        } catch (UnknownHostException notALiteral) {
            return CompletableFuture.failedFuture(notALiteral);
        }
    }
}
