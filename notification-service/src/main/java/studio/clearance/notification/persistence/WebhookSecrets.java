package studio.clearance.notification.persistence;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;

/** The signing secrets of endpoints, sealed. */
@ApplicationScoped
public class WebhookSecrets {

    private static final String VALID = """
            select id, sealed, expires_at
            from webhook_secret
            where endpoint_id = $1 and (expires_at is null or expires_at > now())
            order by created_at desc, id desc""";

    private static final String DESCRIBED = """
            select id, public_key, created_at, expires_at
            from webhook_secret
            where endpoint_id = $1 and (expires_at is null or expires_at > now())
            order by created_at desc, id desc""";

    private static final String ADD = """
            insert into webhook_secret (id, endpoint_id, sealed, public_key) values ($1, $2, $3, $4)""";

    /** A rotation never gives a former secret longer than it had. */
    private static final String RETIRE = """
            update webhook_secret
            set expires_at = least(expires_at, now() + $2 * interval '1 millisecond')
            where endpoint_id = $1 and (expires_at is null or expires_at > now())""";

    private final Database database;

    public WebhookSecrets(Database database) {
        this.database = database;
    }

    /** Columns id, sealed, expires_at; the newest first. */
    public RowSet<Row> valid(UUID endpoint) {
        return database.query(VALID, endpoint);
    }

    /** Columns id, public_key, created_at, expires_at; the newest first. */
    public RowSet<Row> described(UUID endpoint) {
        return database.query(DESCRIBED, endpoint);
    }

    public Statement add(UUID id, UUID endpoint, byte[] sealed, String publicKey) {
        return Statement.of(ADD, id, endpoint, sealed, publicKey);
    }

    public void retire(Transaction tx, UUID endpoint, Duration overlap) {
        tx.query(RETIRE, endpoint, overlap.toMillis());
    }
}
