package studio.clearance.approval.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ApprovalState;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Moment;
import studio.clearance.approval.domain.Question;
import studio.clearance.approval.domain.Reason;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.Reviewer;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Terms;
import studio.clearance.approval.domain.Viewer;
import studio.clearance.approval.people.People;
import studio.clearance.approval.persistence.ReviewCases;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.UseCasePaper;
import studio.clearance.approval.queue.ReviewCaseView.ActionView;
import studio.clearance.approval.queue.ReviewCaseView.ApprovalView;
import studio.clearance.approval.queue.ReviewCaseView.CommentView;
import studio.clearance.approval.queue.ReviewCaseView.Contact;
import studio.clearance.approval.queue.ReviewCaseView.EvidenceView;
import studio.clearance.approval.queue.ReviewCaseView.HistoryEntry;
import studio.clearance.approval.queue.ReviewCaseView.Party;
import studio.clearance.approval.queue.ReviewCaseView.Production;
import studio.clearance.approval.queue.ReviewCaseView.QuestionView;
import studio.clearance.approval.queue.ReviewCaseView.UseCaseView;
import studio.clearance.approval.queue.SignOffView.PersonView;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.Caller;

/** One case in full, with what its reader may do. */
@ApplicationScoped
class CaseFiles {

    private static final String CASE = """
            select c.id, c.slots, c.state, c.lead_holder, c.lead_for, c.labour_holder, c.labour_for, c.sla_target, c.sla_used,
                   c.sla_since, c.due_at, c.announced, c.opened_at, c.previous_case_id, c.continued_by,
                   p.use_case, p.assessment, p.differences,
                   lead.name as lead_name, lead_by.name as lead_for_name, labour.name as labour_name,
                   labour_by.name as labour_for_name,
                   (select json_agg(json_build_object('slot', s.slot, 'by', s.decided_by, 'name', s.decided_by_name,
                                                      'onBehalfOf', s.on_behalf_of_name, 'at', s.decided_at))::text
                    from sign_off s where s.case_id = c.id) as signed,
                   a.id as approval_id, a.number, a.state as approval_state, a.since, a.expires_at
            from review_case c
            join case_paper p on p.case_id = c.id
            left join approval a on a.case_id = c.id
            left join reviewer lead on lead.subject = c.lead_holder
            left join reviewer lead_by on lead_by.subject = c.lead_for
            left join reviewer labour on labour.subject = c.labour_holder
            left join reviewer labour_by on labour_by.subject = c.labour_for
            where c.id = $1""";

    private static final String QUESTIONS = """
            select id, question, facts, asked_by, asked_by_name, asked_at, answer_wanted_by, answer, answered_by_name, closed_at
            from information_request where use_case_id = (select use_case_id from review_case where id = $1)
            order by asked_at, id""";

    private static final String COMMENTS = """
            select id, author, author_name, written_at, says, audience, mentions
            from comment where use_case_id = (select use_case_id from review_case where id = $1)
            order by written_at, id""";

    private static final String EVIDENCE = """
            select id, revision, name, media_type, size, sha256, shows, attached_by_name, attached_at from evidence
            where use_case_id = (select use_case_id from review_case where id = $1) order by attached_at, id""";

    private static final String HISTORY =
            "select number, entry, hash from audit_entry where case_id = $1 order by number";

    private static final TypeReference<List<Difference>> DIFFERENCES = new TypeReference<>() {};

    private final Database database;
    private final ReviewCases cases;
    private final Moments moments;

    CaseFiles(Database database, ReviewCases cases, Moments moments) {
        this.database = database;
        this.cases = cases;
        this.moments = moments;
    }

    Optional<ReviewCaseView> find(UUID id, Viewer viewer, Caller caller) {
        return database.transaction(tx -> {
            StoredCase stored = cases.read(tx, Set.of(id)).get(id);
            return stored != null && viewer.sees(stored.reviewCase().file())
                    ? Optional.of(view(tx, stored, viewer, caller))
                    : Optional.empty();
        });
    }

    private ReviewCaseView view(Transaction tx, StoredCase stored, Viewer viewer, Caller caller) {
        UUID id = stored.chain().caseId();
        List<RowSet<Row>> found = tx.pipeline(
                Statement.of(CASE, id),
                Statement.of(QUESTIONS, id),
                Statement.of(COMMENTS, id),
                Statement.of(HISTORY, id),
                Statement.of(EVIDENCE, id));
        Row row = found.get(0).iterator().next();
        ReviewCase reviewCase = stored.reviewCase();
        Moment moment = moments.now();
        return new ReviewCaseView(
                id,
                stored.version(),
                useCase(UseCasePaper.read(row.getString("use_case"))),
                reviewCase.file().lane(),
                reviewCase.state(),
                reviewCase.file().outcome(),
                read(row.getString("assessment"), AssessmentView.class),
                QueueRows.signOffs(row),
                QueueRows.clock(row, moment),
                row.getOffsetDateTime("opened_at").toInstant(),
                evidence(found.get(4)),
                differences(row.getString("differences")),
                row.getUUID("previous_case_id"),
                row.getUUID("continued_by"),
                questions(found.get(1)),
                comments(found.get(2)),
                history(found.get(3)),
                approval(row),
                Permitted.actions(reviewCase, reviewer(viewer, caller), caller, moment));
    }

    /** In whatever right: what a delegation allows is shown as allowed. */
    private static Reviewer reviewer(Viewer viewer, Caller caller) {
        return new Reviewer(viewer.person(), null, viewer.readsAll() ? People.slots(caller) : viewer.slots());
    }

    private static UseCaseView useCase(UseCasePaper paper) {
        return new UseCaseView(
                paper.useCaseId(),
                paper.reference(),
                paper.revision(),
                paper.revisionHash(),
                paper.title(),
                paper.narrative() == null ? "" : paper.narrative(),
                new Party(
                        paper.partner().id(),
                        paper.partner().name(),
                        paper.partner().locale()),
                new Production(
                        paper.production().id(),
                        paper.production().title(),
                        paper.production().locale(),
                        paper.production().timeZone()),
                new PersonView(
                        paper.submittedBy().subject(), paper.submittedBy().called()),
                paper.studioContact() == null
                        ? null
                        : new Contact(
                                paper.studioContact().username(),
                                paper.studioContact().name()),
                paper.declaration(),
                paper.submittedAt());
    }

    private static List<EvidenceView> evidence(RowSet<Row> rows) {
        List<EvidenceView> evidence = new ArrayList<>(rows.size());
        for (Row row : rows) {
            evidence.add(new EvidenceView(
                    row.getUUID("id"),
                    row.getInteger("revision"),
                    row.getString("name"),
                    row.getString("media_type"),
                    row.getLong("size"),
                    row.getString("sha256"),
                    row.getString("shows"),
                    row.getString("attached_by_name"),
                    row.getOffsetDateTime("attached_at").toInstant()));
        }
        return evidence;
    }

    private static List<QuestionView> questions(RowSet<Row> rows) {
        List<QuestionView> questions = new ArrayList<>(rows.size());
        for (Row row : rows) {
            questions.add(new QuestionView(
                    row.getUUID("id"),
                    row.getString("question"),
                    List.of(row.getArrayOfStrings("facts")),
                    new PersonView(row.getString("asked_by"), row.getString("asked_by_name")),
                    row.getOffsetDateTime("asked_at").toInstant(),
                    instant(row.getOffsetDateTime("answer_wanted_by")),
                    row.getString("answer"),
                    row.getString("answered_by_name"),
                    instant(row.getOffsetDateTime("closed_at"))));
        }
        return questions;
    }

    private static List<CommentView> comments(RowSet<Row> rows) {
        List<CommentView> comments = new ArrayList<>(rows.size());
        for (Row row : rows) {
            comments.add(new CommentView(
                    row.getUUID("id"),
                    new PersonView(row.getString("author"), row.getString("author_name")),
                    row.getOffsetDateTime("written_at").toInstant(),
                    row.getString("says"),
                    CommentView.Audience.valueOf(row.getString("audience")),
                    List.of(row.getArrayOfStrings("mentions"))));
        }
        return comments;
    }

    private static List<HistoryEntry> history(RowSet<Row> rows) {
        List<HistoryEntry> history = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Entry entry = read(row.getString("entry"), Entry.class);
            history.add(new HistoryEntry(
                    row.getInteger("number"),
                    entry.at(),
                    entry.action(),
                    entry.actor(),
                    entry.onBehalfOf() == null ? null : entry.onBehalfOf().name(),
                    entry.revision(),
                    entry.detail(),
                    HexFormat.of().formatHex(row.getBuffer("hash").getBytes())));
        }
        return history;
    }

    private record Entry(
            String action,
            PersonView actor,
            @Nullable PersonView onBehalfOf,
            Instant at,
            int revision,
            Map<String, Object> detail) {}

    private static @Nullable ApprovalView approval(Row row) {
        UUID id = row.getUUID("approval_id");
        return id == null
                ? null
                : new ApprovalView(
                        id,
                        row.getString("number"),
                        ApprovalState.valueOf(row.getString("approval_state")),
                        row.getOffsetDateTime("since").toInstant(),
                        row.getOffsetDateTime("expires_at").toInstant());
    }

    private static List<Difference> differences(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return Json.MAPPER.readValue(json, DIFFERENCES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored differences are unreadable", e);
        }
    }

    private static <T> T read(String json, Class<T> form) {
        try {
            return Json.MAPPER.readValue(json, form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored paper is no " + form.getSimpleName(), e);
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** Asks the case itself what it would say, so that what is shown and what is done cannot differ. */
    private static final class Permitted {

        private static final UUID ANY = new UUID(0, 0);

        static List<ActionView> actions(ReviewCase on, Reviewer reviewer, Caller caller, Moment moment) {
            Slot slot = reviewer.slotIn(on.file());
            boolean handsOut = caller.is("admin");
            List<ActionView> actions = new ArrayList<>();
            actions.add(view("claim", slot, new CaseAction.Claim(reviewer, slot).on(on, moment)));
            actions.add(view("release", null, new CaseAction.Release(reviewer).on(on, moment)));
            // Whether one may hand it over does not depend on to whom, as long as it is someone else who may sign.
            Reviewer colleague =
                    Reviewer.of(new studio.clearance.approval.domain.Person("colleague", "colleague"), slot);
            actions.add(
                    view("assign", slot, new CaseAction.Assign(reviewer, handsOut, colleague, slot).on(on, moment)));
            actions.add(new ActionView("comment", null, true, null));
            Question question = new Question(ANY, "?", List.of(), reviewer.person(), null);
            actions.add(view("ask", null, new CaseAction.Ask(reviewer, question).on(on, moment)));
            UUID outstanding = on instanceof ReviewCase.InformationRequested asked
                    ? asked.question().id()
                    : ANY;
            actions.add(view("take-back", null, new CaseAction.TakeBack(reviewer, outstanding).on(on, moment)));
            if (on.file().lane() == Lane.LEGAL) {
                Terms terms = new Terms("?", List.of(), List.of(), moment.now().plusSeconds(60), List.of(), List.of());
                actions.add(view("grant", slot, new CaseAction.Grant(reviewer, slot, terms).on(on, moment)));
            }
            List<Reason> reasons = List.of(new Reason(null, "?"));
            actions.add(view("deny", slot, new CaseAction.Deny(reviewer, slot, reasons).on(on, moment)));
            if (on.file().lane() == Lane.CONTACT) {
                actions.add(view("clear", slot, new CaseAction.Clear(reviewer, "").on(on, moment)));
                CaseId next = new CaseId(ANY);
                actions.add(view("escalate", slot, new CaseAction.Escalate(reviewer, "", next).on(on, moment)));
            }
            return actions;
        }

        private static ActionView view(String name, @Nullable Slot slot, Ruling ruling) {
            return ruling instanceof Ruling.Refused refused
                    ? new ActionView(name, slot, false, refused.because())
                    : new ActionView(name, slot, true, null);
        }
    }
}
