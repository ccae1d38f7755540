package studio.clearance.triage.persistence;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.PolicyIdentity;

/** The decisions. */
@ApplicationScoped
public class Triages {

    /** A decision together with what it decided. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Decided(Triage triage, String revisionHash, String reference, String partnerId, byte[] declaration) {}

    private static final String SELECT = """
            select t.*, s.revision_hash, s.reference, s.partner_id, s.declaration, p.policy_id
            from triage t
            join submission s using (use_case_id, revision)
            left join policy_version p on p.version = t.policy_version
            """;

    private final Database database;

    Triages(Database database) {
        this.database = database;
    }

    /** In the same network flush as the commit. */
    public void record(Transaction tx, List<Triage> triages) {
        tx.last(Statement.of(
                """
                insert into triage (id, use_case_id, revision, policy_version, policy_sha256, evaluator, outcome, clauses, assessment,
                                    reason, replaces, decided_at)
                select t.id, t.use_case_id, t.revision, t.policy_version, t.policy_sha256, t.evaluator, t.outcome,
                       string_to_array(t.clauses, ','), t.assessment, t.reason, t.replaces, t.decided_at
                from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[],
                            $10::text[], $11::uuid[], $12::timestamptz[])
                  as t(id, use_case_id, revision, policy_version, policy_sha256, evaluator, outcome, clauses, assessment,
                       reason, replaces, decided_at)""",
                triages.stream().map(Triage::id).toArray(UUID[]::new),
                triages.stream().map(triage -> triage.revision().useCaseId()).toArray(UUID[]::new),
                triages.stream().map(triage -> triage.revision().revision()).toArray(Integer[]::new),
                triages.stream().map(triage -> triage.policy().version()).toArray(String[]::new),
                triages.stream().map(triage -> triage.policy().sha256()).toArray(String[]::new),
                triages.stream().map(triage -> triage.policy().evaluator()).toArray(String[]::new),
                triages.stream().map(triage -> triage.outcome().name()).toArray(String[]::new),
                triages.stream()
                        .map(triage -> String.join(",", triage.clauses()))
                        .toArray(String[]::new),
                triages.stream().map(Triage::assessment).toArray(byte[][]::new),
                triages.stream().map(triage -> triage.reason().name()).toArray(String[]::new),
                triages.stream().map(Triage::replaces).toArray(UUID[]::new),
                triages.stream().map(Triage::decidedAt).toArray(Instant[]::new)));
    }

    /** All decisions on a use case, the newest first. */
    public List<Decided> ofUseCase(UUID useCase) {
        List<Decided> found = new ArrayList<>();
        database.query(SELECT + "where t.use_case_id = $1 order by t.decided_at desc, t.id desc", useCase)
                .forEach(row -> found.add(decided(row)));
        return found;
    }

    public Optional<Decided> find(UUID useCase, UUID triage) {
        RowSet<Row> found = database.query(SELECT + "where t.use_case_id = $1 and t.id = $2", useCase, triage);
        return found.rowCount() == 0
                ? Optional.empty()
                : Optional.of(decided(found.iterator().next()));
    }

    private static Decided decided(Row row) {
        @Nullable String policyId = row.getString("policy_id");
        return new Decided(
                new Triage(
                        row.getUUID("id"),
                        new RevisionKey(row.getUUID("use_case_id"), row.getInteger("revision")),
                        new PolicyIdentity(
                                policyId == null ? "" : policyId,
                                row.getString("policy_version"),
                                row.getString("policy_sha256"),
                                row.getString("evaluator")),
                        Outcome.valueOf(row.getString("outcome")),
                        List.of(row.getArrayOfStrings("clauses")),
                        row.getBuffer("assessment").getBytes(),
                        row.getUUID("replaces"),
                        row.getOffsetDateTime("decided_at").toInstant()),
                row.getString("revision_hash"),
                row.getString("reference"),
                row.getString("partner_id"),
                row.getBuffer("declaration").getBytes());
    }
}
