package studio.clearance.approval.persistence;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Transaction;

/** What is known of use cases beyond their cases. Whoever opens, revises or withdraws takes its row first. */
@ApplicationScoped
public class UseCases {

    /**
     * News of a use case.
     *
     * @param withdrawnAt null when it goes on
     */
    public record News(UUID id, int revision, @Nullable Instant withdrawnAt) {}

    /** @param isNew nothing was known of it before: there can be no case and no approval */
    public record Known(int latestRevision, boolean withdrawn, boolean isNew) {}

    private static final String NOTE = """
            insert into use_case as known (id, latest_revision, withdrawn_at)
            select id, max(revision), min(withdrawn_at)
            from unnest($1::uuid[], $2::int[], $3::timestamptz[]) as news(id, revision, withdrawn_at)
            group by id order by id
            on conflict (id) do update
              set latest_revision = greatest(known.latest_revision, excluded.latest_revision),
                  withdrawn_at = coalesce(known.withdrawn_at, excluded.withdrawn_at)
            returning new.id, new.latest_revision, new.withdrawn_at is not null as withdrawn, old.id is null as is_new""";

    /** Takes the rows in the order of their identifiers and says what is known now. */
    public Map<UUID, Known> note(Transaction tx, List<News> news) {
        Map<UUID, Known> known = new HashMap<>();
        for (Row row : tx.query(
                NOTE,
                Rows.uuids(news, News::id),
                Rows.ints(news, News::revision),
                Rows.times(news, News::withdrawnAt))) {
            known.put(
                    row.getUUID("id"),
                    new Known(
                            row.getInteger("latest_revision"), row.getBoolean("withdrawn"), row.getBoolean("is_new")));
        }
        return known;
    }
}
