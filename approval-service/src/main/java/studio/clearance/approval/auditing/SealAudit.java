package studio.clearance.approval.auditing;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import studio.clearance.approval.domain.AuditSeal;
import studio.clearance.approval.domain.CanonicalJson;
import studio.clearance.approval.settings.Moments;
import studio.clearance.approval.signing.Keystore;
import studio.clearance.kit.db.Database;

/**
 * Signs the audit record as it grows. A seal covers the entries of all transactions below a mark under which none can still
 * be open, and the seal before it: rewriting any chain afterwards, even from its start, shows.
 */
@ApplicationScoped
class SealAudit {

    /** One replica seals at a time; the others let it. */
    private static final String LEAD = "select pg_try_advisory_xact_lock(hashtext('clearance.audit.seal'))";

    private static final String LAST = """
            select coalesce(max(number), 0) as number,
                   coalesce(max(upto_xid), '0'::xid8)::text as from_xid,
                   pg_snapshot_xmin(pg_current_snapshot())::text as upto_xid,
                   (select digest from audit_seal order by number desc limit 1) as digest
            from audit_seal""";

    private static final String UNSEALED = """
            select case_id, number, hash from audit_entry
            where xid >= $1::text::xid8 and xid < $2::text::xid8 order by xid, case_id, number""";

    private static final String INSERT = """
            insert into audit_seal (number, upto_xid, entries, digest, sealed_at, jws)
            values ($1, $2::text::xid8, $3, $4, $5, $6)""";

    private final Database database;
    private final Keystore keystore;
    private final Moments moments;

    SealAudit(Database database, Keystore keystore, Moments moments) {
        this.database = database;
        this.keystore = keystore;
        this.moments = moments;
    }

    @Scheduled(every = "{clearance.approval.audit.seal}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void seal() {
        database.transaction(tx -> {
            if (!tx.query(LEAD).iterator().next().getBoolean(0)) {
                return 0;
            }
            Row last = tx.query(LAST).iterator().next();
            String upto = last.getString("upto_xid");
            RowSet<Row> unsealed = tx.query(UNSEALED, last.getString("from_xid"), upto);
            if (unsealed.size() == 0) {
                return 0;
            }
            int number = last.getInteger("number") + 1;
            byte[] before = last.getBuffer("digest") == null
                    ? AuditSeal.start()
                    : last.getBuffer("digest").getBytes();
            AuditSeal seal = AuditSeal.over(number, before, StoredSeals.covered(unsealed));
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("number", number);
            form.put("entries", seal.entries());
            form.put("digest", "sha256:" + HexFormat.of().formatHex(seal.digest()));
            form.put("at", moments.now().now().toString());
            String jws = keystore.sign(Keystore.AUDIT_SEAL, CanonicalJson.bytes(form))
                    .jws();
            tx.query(
                    INSERT,
                    number,
                    upto,
                    seal.entries(),
                    seal.digest(),
                    moments.now().now(),
                    jws);
            return number;
        });
    }
}
