package studio.clearance.notification.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;

/** What must happen to an endpoint in one transaction with its secrets; see {@link WebhookEndpoints} for the rest. */
@ApplicationScoped
public class EndpointRegistry {

    private static final String ADD = """
            insert into webhook_endpoint (id, partner_id, url, description, events, notice_email, created_at)
            select $1, $2, $3, $4, $5, $6, $7
            where (select count(*) from webhook_endpoint where partner_id = $2 and deleted_at is null) < $8""";

    /** A new version makes senders read the secrets anew. */
    private static final String TOUCH = """
            update webhook_endpoint set version = version + 1
            where id = $1 and deleted_at is null and ($2::text is null or partner_id = $2)""";

    private static final String PRESENT = """
            select 1 from webhook_endpoint
            where id = $1 and deleted_at is null and ($2::text is null or partner_id = $2)""";

    private static final String SWITCHED_ON = PRESENT + " and switched_off_at is null";

    private final Database database;

    public EndpointRegistry(Database database) {
        this.database = database;
    }

    /** Adds an endpoint; false when the partner has {@code most} of them already. */
    public boolean add(
            Transaction tx,
            UUID id,
            String partnerId,
            String url,
            String description,
            List<String> events,
            @Nullable String noticeEmail,
            Instant now,
            int most) {
        return tx.query(ADD, id, partnerId, url, description, events.toArray(String[]::new), noticeEmail, now, most)
                        .rowCount()
                == 1;
    }

    /** Gives it a new version; false when it is not within the caller's reach. */
    public boolean touch(Transaction tx, Scope scope, UUID id) {
        return tx.query(TOUCH, id, scope.partnerId()).rowCount() == 1;
    }

    public boolean isPresent(Scope scope, UUID id) {
        return database.query(PRESENT, id, scope.partnerId()).size() == 1;
    }

    /** Whether it is within the caller's reach and takes what it is sent. */
    public boolean isSwitchedOn(Scope scope, UUID id) {
        return database.query(SWITCHED_ON, id, scope.partnerId()).size() == 1;
    }
}
