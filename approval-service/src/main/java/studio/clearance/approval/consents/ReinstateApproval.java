package studio.clearance.approval.consents;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.clearance.approval.docket.Refusals;
import studio.clearance.approval.domain.Approval;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Rule;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.events.ApprovalEvent.Name;
import studio.clearance.approval.persistence.Approvals;
import studio.clearance.approval.persistence.Consent;
import studio.clearance.approval.persistence.Consents;
import studio.clearance.approval.persistence.StoredApproval;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Problem;

/** Lets a suspended approval hold again, when every consent that ended has a living one of the same performer in its place. */
@ApplicationScoped
class ReinstateApproval {

    private static final String ENDED = """
            select c.id, c.performer, c.production_id from approval_consent r
            join consent c on c.id = r.consent_id
            where r.approval_id = $1 and r.replaced_by is null and (c.ended or c.expires_at <= $2)""";

    private static final String REST_ON = """
            insert into approval_consent (approval_id, consent_id)
            select $1, id from unnest($2::uuid[]) as id on conflict do nothing""";

    private static final String REPLACE = """
            update approval_consent r set replaced_by = u.replacement
            from unnest($2::uuid[], $3::uuid[]) as u(ended, replacement)
            where r.approval_id = $1 and r.consent_id = u.ended""";

    private final Database database;
    private final Approvals approvals;
    private final Consents consents;
    private final Outbox outbox;
    private final Moments moments;

    ReinstateApproval(Database database, Approvals approvals, Consents consents, Outbox outbox, Moments moments) {
        this.database = database;
        this.approvals = approvals;
        this.consents = consents;
        this.outbox = outbox;
        this.moments = moments;
    }

    /** @throws Problem 404, 409 when it is not suspended, 422 when a consent that ended has nothing in its place */
    void reinstate(Caller caller, UUID id, String reason, List<UUID> named) {
        database.transaction(tx -> {
            Writes writes = new Writes(moments.now());
            // Consents before the case, like everybody who takes both.
            Map<UUID, Consent> held = named.isEmpty() ? Map.of() : consents.hold(tx, named);
            StoredApproval stored =
                    approvals.lock(tx, id).orElseThrow(() -> Problem.notFound("There is no approval " + id));
            if (!(stored.approval() instanceof Approval.Suspended suspended)) {
                throw Refusals.problem(Rule.APPROVAL_IS_LIVING, "This approval is not suspended.");
            }
            replaceEnded(tx, id, held, writes);
            Person by = new Person(caller.subject(), caller.name());
            Approval.Taken taken = suspended.reinstate(by, reason, writes.now());
            writes.note(stored.grantedIn(), taken.entry());
            writes.change(taken.next());
            writes.publish(new ApprovalEvent.ApprovalReinstated(
                            About.of(suspended.about().file()), id, reason, Name.of(by), writes.now())
                    .at(writes.now()));
            writes.flush(tx, outbox);
            return null;
        });
    }

    private static void replaceEnded(Transaction tx, UUID approval, Map<UUID, Consent> held, Writes writes) {
        List<UUID> ended = new ArrayList<>();
        List<UUID> replacements = new ArrayList<>();
        for (Row row : tx.query(ENDED, approval, writes.now())) {
            String performer = row.getString("performer");
            String production = row.getString("production_id");
            Consent replacement = held.values().stream()
                    .filter(consent -> consent.holdsAt(writes.now())
                            && consent.performer().equals(performer)
                            && consent.production().equals(production))
                    .findFirst()
                    .orElseThrow(() -> Refusals.problem(
                            Rule.CONSENTS_ARE_LIVE,
                            "Name a consent that holds, of " + performer + " for this production, in place of "
                                    + row.getUUID("id") + "."));
            ended.add(row.getUUID("id"));
            replacements.add(replacement.id().value());
        }
        if (!ended.isEmpty()) {
            UUID[] replaced = ended.toArray(UUID[]::new);
            UUID[] by = replacements.toArray(UUID[]::new);
            tx.query(REST_ON, approval, by);
            tx.query(REPLACE, approval, replaced, by);
        }
    }
}
