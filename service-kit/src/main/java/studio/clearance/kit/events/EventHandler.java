package studio.clearance.kit.events;

import java.util.List;
import java.util.Set;
import studio.clearance.kit.db.Transaction;

/** What a service does on events; see {@link EventBatches} for what is guaranteed to it. */
public interface EventHandler {

    /** The full types this handler acts on, for instance {@code studio.clearance.Triaged.v1}; all others pass by. */
    Set<String> types();

    /**
     * Acts on events this consumer has not acted on before, in the order of their partitions. All state changes and outgoing
     * events belong in the given transaction. May be called again with the same or fewer of the events when it throws.
     */
    void handle(Transaction tx, List<ReceivedEvent> events);

    /** Distinguishes handlers of one service that read the same events; each then acts once. Empty for the only one. */
    default String name() {
        return "";
    }
}
