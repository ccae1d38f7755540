package studio.clearance.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A valid token for each caller at any time: they are renewed in the background, well before they expire. */
final class Bearers implements AutoCloseable {
    private static final int RENEWED_AFTER_SECONDS = 120;

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tokens").factory());

    /** @param login gives a new token for a name */
    Bearers(List<String> names, UnaryOperator<String> login) {
        Runnable renew = () -> names.forEach(name -> tokens.put(name, login.apply(name)));
        renew.run();
        renewal.scheduleWithFixedDelay(renew, RENEWED_AFTER_SECONDS, RENEWED_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    String of(String name) {
        String token = tokens.get(name);
        if (token == null) {
            throw new IllegalArgumentException("Nobody logged in as " + name);
        }
        return token;
    }

    @Override
    public void close() {
        renewal.shutdownNow();
    }
}
