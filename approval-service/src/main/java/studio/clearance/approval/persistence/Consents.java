package studio.clearance.approval.persistence;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import studio.clearance.approval.domain.ConsentId;
import studio.clearance.kit.db.Transaction;

/** The consent ledger, for those who rest a decision on it. */
@ApplicationScoped
public class Consents {

    /** Shared: grants do not hinder one another, but a withdrawal waits for them and then finds their approvals. */
    private static final String HOLD = """
            select id, performer, production_id, document_sha256, expires_at, withdrawn_at is not null or ended as ended
            from consent where id = any($1) order by id for share""";

    public Map<UUID, Consent> hold(Transaction tx, Collection<UUID> ids) {
        Map<UUID, Consent> held = new HashMap<>();
        for (Row row : tx.query(HOLD, (Object) ids.toArray(UUID[]::new))) {
            OffsetDateTime expires = row.getOffsetDateTime("expires_at");
            UUID id = row.getUUID("id");
            held.put(
                    id,
                    new Consent(
                            new ConsentId(id),
                            row.getString("performer"),
                            row.getString("production_id"),
                            row.getString("document_sha256"),
                            expires == null ? null : expires.toInstant(),
                            row.getBoolean("ended")));
        }
        return held;
    }
}
