package studio.clearance.kit.events;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import studio.clearance.kit.db.Transaction;

/** The ids of the events a consumer has acted on, kept in the transaction in which it acted. */
final class Inbox {

    private static final String INSERT = """
            insert into inbox (event_id, consumer)
            select id, $2 from unnest($1::uuid[]) as id
            on conflict do nothing
            returning event_id""";

    private Inbox() {}

    /** Records the events and returns those that are new, in their order, each once. */
    static List<Delivery> take(Transaction tx, String consumer, List<Delivery> deliveries) {
        UUID[] ids = new UUID[deliveries.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = deliveries.get(i).event().id();
        }
        // In one order everywhere: two replicas that record the same events wait for each other instead of deadlocking.
        Arrays.sort(ids);
        RowSet<Row> recorded = tx.query(INSERT, ids, consumer);
        if (recorded.size() == deliveries.size()) {
            return deliveries;
        }
        Set<UUID> fresh = HashSet.newHashSet(recorded.size());
        for (Row row : recorded) {
            fresh.add(row.getUUID(0));
        }
        return deliveries.stream()
                .filter(delivery -> fresh.remove(delivery.event().id()))
                .toList();
    }
}
