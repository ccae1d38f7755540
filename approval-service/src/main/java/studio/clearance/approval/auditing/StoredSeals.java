package studio.clearance.approval.auditing;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import studio.clearance.approval.domain.AuditSeal;

/** The seals and what they cover, as rows. */
final class StoredSeals {

    static final String ALL = "select number, upto_xid::text, entries, digest, jws from audit_seal order by number";

    private StoredSeals() {}

    static StoredSeal read(Row row) {
        return new StoredSeal(
                row.getInteger("number"),
                row.getString("upto_xid"),
                row.getLong("entries"),
                row.getBuffer("digest").getBytes(),
                row.getString("jws"));
    }

    static List<AuditSeal.Covered> covered(RowSet<Row> rows) {
        List<AuditSeal.Covered> covered = new ArrayList<>(rows.size());
        for (Row row : rows) {
            covered.add(new AuditSeal.Covered(
                    row.getUUID("case_id"),
                    row.getInteger("number"),
                    row.getBuffer("hash").getBytes()));
        }
        return covered;
    }
}
