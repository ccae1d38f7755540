package studio.clearance.triage.persistence;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.triage.domain.lifecycle.Edition;
import studio.clearance.triage.domain.lifecycle.Person;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.Problem;
import studio.clearance.triage.domain.lifecycle.Publication;
import studio.clearance.triage.domain.lifecycle.ReReview;
import studio.clearance.triage.domain.lifecycle.Trial;

/** Policy versions with their texts and publications. */
@ApplicationScoped
public class PolicyVersions {

    /** A version with what is known of it: its publication, and the last completed replay of the text it has now. */
    private static final String SELECT = """
            select v.*, p.published_by_subject, p.published_by_name, p.published_at, p.effective_from, p.changed_outcomes, p.re_review,
                   r.id as replay_id, r.against_sha256, r.examined, r.changed
            from policy_version v
            left join policy_publication p using (version)
            left join lateral (select * from replay where version = v.version and sha256 = v.sha256 and state = 'COMPLETED'
                               order by requested_at desc limit 1) r on true
            """;

    private static final String ADD_TEXT =
            "insert into policy_text (sha256, yaml) values ($1, $2) on conflict do nothing";

    private static final String PUBLICATIONS = """
            select * from policy_publication join policy_version using (version, sha256, author_subject)
            order by effective_from, published_at""";

    private final Database database;

    PolicyVersions(Database database) {
        this.database = database;
    }

    /** The newest first. */
    public List<PolicyVersion> all() {
        List<PolicyVersion> found = new ArrayList<>();
        database.query(SELECT + "order by v.created_at desc, v.version desc").forEach(row -> found.add(version(row)));
        return found;
    }

    public Optional<PolicyVersion> find(String version) {
        return first(database.query(SELECT + "where v.version = $1", version));
    }

    public Optional<PolicyVersion> find(Transaction tx, String version) {
        return first(tx.query(SELECT + "where v.version = $1", version));
    }

    /** The publications in the order in which they take over from one another. */
    public List<Publication> publications() {
        return publications(database.query(PUBLICATIONS));
    }

    public List<Publication> publications(Transaction tx) {
        return publications(tx.query(PUBLICATIONS));
    }

    private static List<Publication> publications(RowSet<Row> rows) {
        List<Publication> found = new ArrayList<>();
        rows.forEach(row -> found.add(publication(row)));
        return found;
    }

    public Optional<byte[]> text(String sha256) {
        RowSet<Row> found = database.query("select yaml from policy_text where sha256 = $1", sha256);
        return found.rowCount() == 0
                ? Optional.empty()
                : Optional.of(found.iterator().next().getBuffer("yaml").getBytes());
    }

    public boolean knows(Transaction tx, String sha256) {
        return tx.query("select 1 from policy_text where sha256 = $1", sha256).rowCount() == 1;
    }

    /** @return false when the version is taken */
    public boolean add(Transaction tx, Edition draft, byte[] yaml, List<Problem> problems) {
        return tx.pipeline(
                                Statement.of(ADD_TEXT, draft.sha256(), yaml),
                                Statement.of(
                                        """
                                insert into policy_version (version, edition, policy_id, sha256, note, author_subject, author_name,
                                                            created_at, edited_at, problems)
                                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb)
                                on conflict do nothing""",
                                        draft.version(),
                                        draft.number(),
                                        draft.policyId(),
                                        draft.sha256(),
                                        draft.note(),
                                        draft.author().subject(),
                                        draft.author().name(),
                                        draft.createdAt(),
                                        draft.editedAt(),
                                        text(problems)))
                        .getLast()
                        .rowCount()
                == 1;
    }

    /** @return false when the draft is no longer the edition before this one, or no longer a draft */
    public boolean revise(Transaction tx, Edition draft, byte[] yaml, List<Problem> problems) {
        return tx.pipeline(
                                Statement.of(ADD_TEXT, draft.sha256(), yaml),
                                Statement.of(
                                        """
                                update policy_version v
                                set edition = $2, sha256 = $3, note = $4, edited_at = $5, problems = $6::text::jsonb
                                where version = $1 and edition = $2 - 1 and withdrawn_at is null
                                  and not exists (select 1 from policy_publication p where p.version = v.version)""",
                                        draft.version(),
                                        draft.number(),
                                        draft.sha256(),
                                        draft.note(),
                                        draft.editedAt(),
                                        text(problems)))
                        .getLast()
                        .rowCount()
                == 1;
    }

    /** @return false when the draft has changed meanwhile, or is no longer a draft */
    public boolean withdraw(Transaction tx, PolicyVersion.Withdrawn draft) {
        return tx.query("""
                                update policy_version v set withdrawn_at = $3, edition = $2
                                where version = $1 and edition = $2 - 1 and withdrawn_at is null
                                  and not exists (select 1 from policy_publication p where p.version = v.version)""", draft.edition().version(), draft.edition().number(), draft.withdrawnAt())
                        .rowCount()
                == 1;
    }

    /**
     * The references and checks of the table say no to a text that changed meanwhile, to a second publication, and to a publisher
     * who is the author.
     *
     * @return false when the version was published meanwhile, or its text has changed
     */
    public boolean publish(Transaction tx, Publication publication) {
        return tx.pipeline(
                                Statement.of(
                                        "update policy_version set edition = edition + 1 where version = $1",
                                        publication.version()),
                                Statement.of(
                                        """
                                insert into policy_publication (version, sha256, author_subject, published_by_subject, published_by_name,
                                                                published_at, effective_from, changed_outcomes, re_review)
                                select $1, $2, $3, $4, $5, $6, $7, $8, $9
                                where exists (select 1 from policy_version where version = $1 and sha256 = $2 and withdrawn_at is null)
                                on conflict do nothing""",
                                        publication.version(),
                                        publication.sha256(),
                                        publication.author().subject(),
                                        publication.publishedBy().subject(),
                                        publication.publishedBy().name(),
                                        publication.publishedAt(),
                                        publication.effectiveFrom(),
                                        publication.changedOutcomes(),
                                        publication.reReview().name()))
                        .getLast()
                        .rowCount()
                == 1;
    }

    /** Held until the transaction ends: policies are installed, withdrawn and published one at a time. */
    public void oneAtATime(Transaction tx) {
        tx.query("select pg_advisory_xact_lock(hashtext('clearance.policy-versions'))");
    }

    private static String text(List<Problem> problems) {
        return new String(Json.write(problems), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Optional<PolicyVersion> first(RowSet<Row> found) {
        return found.rowCount() == 0
                ? Optional.empty()
                : Optional.of(version(found.iterator().next()));
    }

    private static PolicyVersion version(Row row) {
        Edition edition = edition(row);
        if (row.getOffsetDateTime("published_at") != null) {
            return new PolicyVersion.Published(edition, publication(row));
        }
        Instant withdrawnAt = instant(row, "withdrawn_at");
        if (withdrawnAt != null) {
            return new PolicyVersion.Withdrawn(edition, withdrawnAt);
        }
        List<Problem> problems = problems(row);
        if (!problems.isEmpty()) {
            return new PolicyVersion.Draft(edition, problems);
        }
        PolicyVersion.Valid valid = new PolicyVersion.Valid(edition);
        return row.getUUID("replay_id") == null
                ? valid
                : valid.replayed(new Trial(
                        row.getUUID("replay_id"),
                        edition.sha256(),
                        row.getString("against_sha256"),
                        row.getLong("examined"),
                        row.getLong("changed")));
    }

    private static Edition edition(Row row) {
        return new Edition(
                row.getString("version"),
                row.getInteger("edition"),
                row.getString("policy_id"),
                row.getString("sha256"),
                new Person(row.getString("author_subject"), row.getString("author_name")),
                row.getString("note"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("edited_at").toInstant());
    }

    private static Publication publication(Row row) {
        return new Publication(
                row.getString("version"),
                row.getString("sha256"),
                new Person(row.getString("author_subject"), row.getString("author_name")),
                new Person(row.getString("published_by_subject"), row.getString("published_by_name")),
                row.getOffsetDateTime("published_at").toInstant(),
                row.getOffsetDateTime("effective_from").toInstant(),
                row.getLong("changed_outcomes"),
                ReReview.valueOf(row.getString("re_review")));
    }

    private static List<Problem> problems(Row row) {
        List<Problem> problems = new ArrayList<>();
        row.getJsonArray("problems").forEach(each -> {
            var problem = (io.vertx.core.json.JsonObject) each;
            problems.add(new Problem(problem.getInteger("line"), problem.getString("says")));
        });
        return problems;
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** Whether the database, and not the domain, found the publisher to be the author. */
    public static boolean isFourEyesViolation(PgException refused) {
        return "publisher_is_not_the_author".equals(refused.getConstraint());
    }
}
