package studio.clearance.notification.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rung when something was queued, so that senders look at once instead of at their next round. */
@ApplicationScoped
public class Bell {

    private final List<Dispatch<?>> listeners = new CopyOnWriteArrayList<>();

    /** Cheap, and harmless when in vain. */
    public void ring() {
        listeners.forEach(Dispatch::wake);
    }

    void add(Dispatch<?> listener) {
        listeners.add(listener);
    }
}
