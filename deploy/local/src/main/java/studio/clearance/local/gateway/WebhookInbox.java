package studio.clearance.local.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The webhooks that came, newest first, and the keys to check them by. Bounded: a receiver that is never read must not fill the memory. */
final class WebhookInbox {
    private static final int KEPT = 500;

    private final Deque<ReceivedWebhook> received = new ArrayDeque<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    synchronized void add(ReceivedWebhook webhook) {
        received.addFirst(webhook);
        while (received.size() > KEPT) {
            received.removeLast();
        }
    }

    synchronized List<ReceivedWebhook> newestFirst() {
        return List.copyOf(received);
    }

    void know(String receiver, String key) {
        keys.put(receiver, key);
    }

    ReceivedWebhook.Verdict verdict(ReceivedWebhook webhook) {
        String key = keys.get(webhook.receiver());
        if (key == null) {
            return ReceivedWebhook.Verdict.KEY_UNKNOWN;
        }
        return webhook.signature().matches(webhook.payload(), key)
                ? ReceivedWebhook.Verdict.GENUINE
                : ReceivedWebhook.Verdict.FORGED;
    }
}
