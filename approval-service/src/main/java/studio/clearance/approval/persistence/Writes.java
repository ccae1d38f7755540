package studio.clearance.approval.persistence;

import static studio.clearance.approval.persistence.Rows.booleans;
import static studio.clearance.approval.persistence.Rows.bytes;
import static studio.clearance.approval.persistence.Rows.ints;
import static studio.clearance.approval.persistence.Rows.lists;
import static studio.clearance.approval.persistence.Rows.texts;
import static studio.clearance.approval.persistence.Rows.times;
import static studio.clearance.approval.persistence.Rows.uuids;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Approval;
import studio.clearance.approval.domain.AuditChain;
import studio.clearance.approval.domain.AuditEntry;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.Holder;
import studio.clearance.approval.domain.Moment;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Question;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.SignOff;
import studio.clearance.approval.domain.SlaClock;
import studio.clearance.approval.domain.Slot;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;

/**
 * What a transaction is going to write, gathered over all its cases: however many there are, it is one statement with a part
 * for each table, and it travels with the commit. What must be seen to have ended before something begins in its place (one
 * open case, one living approval, one open question) has a statement of its own before or after.
 */
public final class Writes {

    private final Moment moment;
    private final Map<UUID, Changed> changed = new LinkedHashMap<>();
    private final List<Opened> opened = new ArrayList<>();
    private final List<AuditChain.Link> links = new ArrayList<>();
    private final List<Decided> decisions = new ArrayList<>();
    private final List<NewApproval> issued = new ArrayList<>();
    private final List<ApprovalChange> approvals = new ArrayList<>();
    private final List<Upheld> upheld = new ArrayList<>();
    private final List<Said> comments = new ArrayList<>();
    private final List<Asked> questions = new ArrayList<>();
    private final List<Closed> answers = new ArrayList<>();
    private final List<OutgoingEvent> events = new ArrayList<>();
    private final List<Statement> along = new ArrayList<>(1);

    public Writes(Moment moment) {
        this.moment = moment;
    }

    public Moment moment() {
        return moment;
    }

    public Instant now() {
        return moment.now();
    }

    /** The case goes on as {@code next}; the entry goes to its audit chain. */
    public StoredCase advance(StoredCase before, ReviewCase next, AuditEntry entry) {
        AuditChain.Link link = before.chain().append(entry);
        links.add(link);
        ReviewCase was = before.reviewCase();
        boolean matters = next.state() != was.state() || !next.signOffs().equals(was.signOffs());
        boolean answered =
                before.answered() ? next.state() == was.state() : entry.action().equals("answered");
        StoredCase after = new StoredCase(
                next, before.version() + (matters ? 1 : 0), link.chain(), answered, before.useCaseHasApproval());
        changed.put(link.caseId(), new Changed(after, moment));
        return after;
    }

    /** Something about the case that is not a change of the case itself: its approval was revoked, for one. */
    public StoredCase note(StoredCase about, AuditEntry entry) {
        return advance(about, about.reviewCase(), entry);
    }

    /** Opens a case; the entry begins its audit chain. */
    public StoredCase open(NewCase newCase, AuditEntry entry) {
        AuditChain.Link link = AuditChain.startOf(newCase.opened().file().id()).append(entry);
        opened.add(new Opened(
                newCase,
                link.chain(),
                newCase.opened().clock().ahead(moment.calendar()).orElse(null)));
        links.add(link);
        return new StoredCase(newCase.opened(), 1, link.chain(), false, false);
    }

    /** @param terms of a grant, the reasons of a denial, the note of a contact; JSON */
    public void decide(CaseFile file, Slot slot, String verdict, Holder by, String terms) {
        decisions.add(new Decided(file, slot, verdict, by, moment.now(), terms));
    }

    public void issue(NewApproval approval) {
        issued.add(approval);
    }

    public void change(Approval approval) {
        approvals.add(new ApprovalChange(approval, moment.now()));
    }

    /** The approval goes on holding although a newer revision was declared. */
    public void uphold(Approval approval, int revision, Papers papers) {
        upheld.add(new Upheld(approval.about().id().value(), revision, papers));
    }

    public void comment(UUID id, CaseFile file, Person author, String says, String audience, List<String> mentions) {
        comments.add(new Said(id, file, author, moment.now(), says, audience, mentions));
    }

    public void ask(CaseFile file, Question question) {
        questions.add(new Asked(file, question, moment.now()));
    }

    /** @param answer null when the question was taken back or became moot */
    public void closeQuestion(UUID question, @Nullable String answer, @Nullable String answeredBy) {
        answers.add(new Closed(question, answer, answeredBy, moment.now()));
    }

    public void publish(OutgoingEvent event) {
        events.add(event);
    }

    /** Something to be written with the rest that has nothing to do with cases. */
    public void along(Statement statement) {
        along.add(statement);
    }

    /** To be called last: the statements go out with the commit. */
    public void flush(Transaction tx, Outbox outbox) {
        List<Changed> changes = List.copyOf(changed.values());
        boolean reopens = !opened.isEmpty();
        if (reopens) {
            write(tx, part(UPDATE_CASES, changes, Writes::changes));
        }
        write(tx, part(UPDATE_APPROVALS, approvals, Writes::approvalChanges));
        write(tx, part(UPHOLD_APPROVALS, upheld, Writes::upheld));
        List<Rests> rests = issued.stream()
                .flatMap(approval -> approval.consents().stream()
                        .map(consent -> new Rests(approval.id().value(), consent.value())))
                .toList();
        write(
                tx,
                part(UPDATE_CASES, reopens ? List.of() : changes, Writes::changes),
                part(INSERT_CASES, opened, Writes::cases),
                part(INSERT_PAPERS, opened, Writes::papers),
                part(INSERT_AUDIT, links, Writes::audit),
                part(INSERT_DECISIONS, decisions, Writes::decided),
                part(INSERT_APPROVALS, issued, Writes::approvals),
                part(INSERT_RESTS, rests, Writes::rests),
                part(INSERT_COMMENTS, comments, Writes::said),
                part(INSERT_QUESTIONS, questions, Writes::asked),
                along.stream());
        write(tx, part(CLOSE_QUESTIONS, answers, Writes::closed));
        outbox.append(tx, events);
    }

    private static <T> Stream<Statement> part(String sql, List<T> rows, Function<List<T>, @Nullable Object[]> columns) {
        return rows.isEmpty() ? Stream.empty() : Stream.of(Statement.of(sql, columns.apply(rows)));
    }

    @SafeVarargs
    private static void write(Transaction tx, Stream<Statement>... parts) {
        List<Statement> together = Stream.of(parts).flatMap(part -> part).toList();
        if (!together.isEmpty()) {
            tx.last(AtOnce.of(together));
        }
    }

    private record Changed(StoredCase now, Moment moment) {

        UUID id() {
            return now.chain().caseId();
        }

        ReviewCase reviewCase() {
            return now.reviewCase();
        }

        @Nullable
        Holder holder(boolean labour) {
            Slot slot = labour ? Slot.LABOUR : reviewCase().file().lane().leadingSlot();
            return reviewCase().signOffs().of(slot).orElse(null) instanceof SignOff.Held(Holder holder) ? holder : null;
        }

        @Nullable
        String subject(boolean labour) {
            Holder holder = holder(labour);
            return holder == null ? null : holder.person().subject();
        }

        @Nullable
        String behalf(boolean labour) {
            Holder holder = holder(labour);
            return holder == null || holder.onBehalfOf() == null
                    ? null
                    : holder.onBehalfOf().subject();
        }

        SlaClock.@Nullable Running running() {
            return reviewCase().clock() instanceof SlaClock.Running running ? running : null;
        }

        List<String> signed() {
            return reviewCase().signOffs().bySlot().entrySet().stream()
                    .filter(entry -> entry.getValue() instanceof SignOff.Signed)
                    .map(entry -> entry.getKey().toString())
                    .toList();
        }

        int used() {
            return (int)
                    switch (reviewCase().clock()) {
                        case SlaClock.Running running -> running.usedBefore().toSeconds();
                        case SlaClock.Paused paused -> paused.used().toSeconds();
                        case SlaClock.Stopped stopped -> stopped.used().toSeconds();
                    };
        }

        SlaClock.@Nullable Ahead ahead() {
            SlaClock.Running running = running();
            return running == null ? null : running.ahead(moment.calendar()).orElse(null);
        }

        @Nullable
        UUID continuedBy() {
            return reviewCase() instanceof ReviewCase.Superseded superseded && superseded.continuedBy() != null
                    ? superseded.continuedBy().value()
                    : null;
        }
    }

    private static final String UPDATE_CASES = """
            update review_case c
            set state = u.state, lead_holder = u.lead_holder, lead_for = u.lead_for, labour_holder = u.labour_holder,
                labour_for = u.labour_for, answered = u.answered, continued_by = u.continued_by,
                closed_at = coalesce(c.closed_at, u.closed_at), version = u.version, audit_length = u.audit_length,
                audit_head = u.audit_head, sla_used = u.sla_used, sla_since = u.sla_since, due_at = u.due_at,
                announced = u.announced, next_mark = u.next_mark, next_mark_at = u.next_mark_at,
                signed = string_to_array(u.signed, chr(31))
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::uuid[],
                        $9::timestamptz[], $10::int[], $11::int[], $12::bytea[], $13::int[], $14::timestamptz[],
                        $15::timestamptz[], $16::text[], $17::text[], $18::timestamptz[], $19::text[])
              as u(id, state, lead_holder, lead_for, labour_holder, labour_for, answered, continued_by, closed_at,
                   version, audit_length, audit_head, sla_used, sla_since, due_at, announced, next_mark, next_mark_at,
                   signed)
            where c.id = u.id""";

    private static @Nullable Object[] changes(List<Changed> rows) {
        return new @Nullable Object[] {
            uuids(rows, Changed::id),
            texts(rows, row -> row.reviewCase().state().name()),
            texts(rows, row -> row.subject(false)),
            texts(rows, row -> row.behalf(false)),
            texts(rows, row -> row.subject(true)),
            texts(rows, row -> row.behalf(true)),
            booleans(rows, row -> row.now().answered()),
            uuids(rows, Changed::continuedBy),
            times(
                    rows,
                    row -> row.reviewCase().state().isOpen()
                            ? null
                            : row.moment().now()),
            ints(rows, row -> row.now().version()),
            ints(rows, row -> row.now().chain().length()),
            bytes(rows, row -> HexFormat.of().parseHex(row.now().chain().head())),
            ints(rows, Changed::used),
            times(rows, row -> row.running() == null ? null : row.running().since()),
            times(rows, row -> row.running() == null ? null : row.running().dueAt()),
            texts(rows, row -> row.reviewCase().clock().announced().name()),
            texts(rows, row -> row.ahead() == null ? null : row.ahead().mark().name()),
            times(rows, row -> row.ahead() == null ? null : row.ahead().at()),
            lists(rows, Changed::signed)
        };
    }

    private static final String INSERT_CASES = """
            insert into review_case (id, use_case_id, previous_case_id, reference, revision, revision_hash, lane, outcome,
                title, partner_id, partner_name, production_id, production_title, submitted_by, slots, clauses, reopened,
                opened_at, state, version, audit_length, audit_head, sla_target, sla_used, sla_since, due_at, announced,
                next_mark, next_mark_at)
            select u.id, u.use_case_id, u.previous_case_id, u.reference, u.revision, u.revision_hash, u.lane, u.outcome,
                u.title, u.partner_id, u.partner_name, u.production_id, u.production_title, u.submitted_by,
                string_to_array(u.slots, chr(31)), string_to_array(u.clauses, chr(31)), u.reopened, u.opened_at,
                'QUEUED', 1, 1, u.audit_head, u.sla_target, 0, u.opened_at, u.due_at, 'NONE', u.next_mark, u.next_mark_at
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[],
                        $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
                        $16::text[], $17::boolean[], $18::timestamptz[], $19::bytea[], $20::int[], $21::timestamptz[],
                        $22::text[], $23::timestamptz[])
              as u(id, use_case_id, previous_case_id, reference, revision, revision_hash, lane, outcome, title,
                   partner_id, partner_name, production_id, production_title, submitted_by, slots, clauses, reopened,
                   opened_at, audit_head, sla_target, due_at, next_mark, next_mark_at)""";

    private static @Nullable Object[] cases(List<Opened> rows) {
        return new @Nullable Object[] {
            uuids(rows, row -> row.file().id().value()),
            uuids(rows, row -> row.file().useCase().value()),
            uuids(rows, row -> row.newCase().previous()),
            texts(rows, row -> row.file().reference()),
            ints(rows, row -> row.file().revision()),
            texts(rows, row -> row.file().revisionHash().value()),
            texts(rows, row -> row.file().lane().toString()),
            texts(rows, row -> row.file().outcome().name()),
            texts(rows, row -> row.newCase().title()),
            texts(rows, row -> row.file().partner()),
            texts(rows, row -> row.newCase().partnerName()),
            texts(rows, row -> row.file().production()),
            texts(rows, row -> row.newCase().productionTitle()),
            texts(rows, row -> row.file().submitter()),
            lists(
                    rows,
                    row -> row.file().slots().stream()
                            .sorted()
                            .map(Slot::toString)
                            .toList()),
            lists(rows, row -> row.newCase().clauses()),
            booleans(rows, row -> row.newCase().reopened()),
            times(rows, row -> row.newCase().opened().clock().since()),
            bytes(rows, row -> HexFormat.of().parseHex(row.chain().head())),
            ints(rows, row -> (int) row.newCase().opened().clock().target().toSeconds()),
            times(rows, row -> row.newCase().opened().clock().dueAt()),
            texts(rows, row -> row.ahead() == null ? null : row.ahead().mark().name()),
            times(rows, row -> row.ahead() == null ? null : row.ahead().at())
        };
    }

    private static final String INSERT_PAPERS = """
            insert into case_paper (case_id, use_case, assessment, differences)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])""";

    private static @Nullable Object[] papers(List<Opened> rows) {
        return new @Nullable Object[] {
            uuids(rows, row -> row.file().id().value()),
            texts(rows, row -> row.newCase().papers().useCase()),
            texts(rows, row -> row.newCase().papers().assessment()),
            texts(rows, row -> row.newCase().papers().differences())
        };
    }

    private static final String INSERT_AUDIT = """
            insert into audit_entry (case_id, number, entry, hash)
            select * from unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[])""";

    private static @Nullable Object[] audit(List<AuditChain.Link> rows) {
        return new @Nullable Object[] {
            uuids(rows, AuditChain.Link::caseId),
            ints(rows, AuditChain.Link::number),
            texts(rows, AuditChain.Link::text),
            bytes(rows, row -> HexFormat.of().parseHex(row.hash()))
        };
    }

    private static final String INSERT_DECISIONS = """
            insert into sign_off (case_id, slot, verdict, decided_by, decided_by_name, on_behalf_of, on_behalf_of_name,
                                  decided_at, terms)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                 $8::timestamptz[], $9::text[])""";

    private static @Nullable Object[] decided(List<Decided> rows) {
        return new @Nullable Object[] {
            uuids(rows, row -> row.file().id().value()),
            texts(rows, row -> row.slot().toString()),
            texts(rows, Decided::verdict),
            texts(rows, row -> row.by().person().subject()),
            texts(rows, row -> row.by().person().name()),
            texts(rows, row -> row.behalf() == null ? null : row.behalf().subject()),
            texts(rows, row -> row.behalf() == null ? null : row.behalf().name()),
            times(rows, Decided::at),
            texts(rows, Decided::terms)
        };
    }

    private static final String INSERT_APPROVALS = """
            insert into approval (id, number, case_id, use_case_id, reference, revision, revision_hash, partner_id,
                production_id, effective_from, expires_at, granted_at, kid, jws, renews, state, since)
            select u.*, 'IN_FORCE', u.granted_at
            from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::int[], $7::text[], $8::text[],
                        $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[],
                        $15::uuid[])
              as u(id, number, case_id, use_case_id, reference, revision, revision_hash, partner_id, production_id,
                   effective_from, expires_at, granted_at, kid, jws, renews)""";

    private static @Nullable Object[] approvals(List<NewApproval> rows) {
        return new @Nullable Object[] {
            uuids(rows, row -> row.id().value()),
            texts(rows, row -> row.number().value()),
            uuids(rows, row -> row.file().id().value()),
            uuids(rows, row -> row.file().useCase().value()),
            texts(rows, row -> row.file().reference()),
            ints(rows, row -> row.file().revision()),
            texts(rows, row -> row.file().revisionHash().value()),
            texts(rows, row -> row.file().partner()),
            texts(rows, row -> row.file().production()),
            times(rows, NewApproval::effectiveFrom),
            times(rows, NewApproval::expiresAt),
            times(rows, NewApproval::grantedAt),
            texts(rows, NewApproval::kid),
            texts(rows, NewApproval::jws),
            uuids(rows, row -> row.renews() == null ? null : row.renews().value())
        };
    }

    private static final String INSERT_RESTS = """
            insert into approval_consent (approval_id, consent_id)
            select * from unnest($1::uuid[], $2::uuid[])""";

    private static @Nullable Object[] rests(List<Rests> rows) {
        return new @Nullable Object[] {uuids(rows, Rests::approval), uuids(rows, Rests::consent)};
    }

    private static final String UPDATE_APPROVALS = """
            update approval a
            set state = u.state, since = u.since, reason = u.reason, replaced_by = u.replaced_by
            from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::uuid[])
              as u(id, state, since, reason, replaced_by)
            where a.id = u.id""";

    private static @Nullable Object[] approvalChanges(List<ApprovalChange> rows) {
        return new @Nullable Object[] {
            uuids(rows, row -> row.approval().about().id().value()),
            texts(rows, row -> row.approval().state().name()),
            times(rows, ApprovalChange::at),
            texts(rows, row -> row.approval().reason()),
            uuids(rows, ApprovalChange::replacedBy)
        };
    }

    private static final String UPHOLD_APPROVALS = """
            with upheld as (
              select distinct on (id) * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[])
                as u(id, revision, use_case, assessment) order by id, revision desc),
            papers as (
              insert into upheld_paper (approval_id, use_case, assessment) select id, use_case, assessment from upheld
              on conflict (approval_id) do update set use_case = excluded.use_case, assessment = excluded.assessment)
            update approval a set upheld_revision = u.revision from upheld u where a.id = u.id""";

    private static @Nullable Object[] upheld(List<Upheld> rows) {
        return new @Nullable Object[] {
            uuids(rows, Upheld::approval),
            ints(rows, Upheld::revision),
            texts(rows, row -> row.papers().useCase()),
            texts(rows, row -> row.papers().assessment())
        };
    }

    private static final String INSERT_COMMENTS = """
            insert into comment (id, use_case_id, case_id, author, author_name, written_at, says, audience, mentions)
            select u.id, u.use_case_id, u.case_id, u.author, u.author_name, u.written_at, u.says, u.audience,
                   string_to_array(u.mentions, chr(31))
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[],
                        $8::text[], $9::text[])
              as u(id, use_case_id, case_id, author, author_name, written_at, says, audience, mentions)""";

    private static @Nullable Object[] said(List<Said> rows) {
        return new @Nullable Object[] {
            uuids(rows, Said::id),
            uuids(rows, row -> row.file().useCase().value()),
            uuids(rows, row -> row.file().id().value()),
            texts(rows, row -> row.author().subject()),
            texts(rows, row -> row.author().name()),
            times(rows, Said::at),
            texts(rows, Said::says),
            texts(rows, Said::audience),
            lists(rows, Said::mentions)
        };
    }

    private static final String INSERT_QUESTIONS = """
            insert into information_request (id, use_case_id, case_id, question, facts, asked_by, asked_by_name, asked_at,
                                             answer_wanted_by)
            select u.id, u.use_case_id, u.case_id, u.question, string_to_array(u.facts, chr(31)), u.asked_by,
                   u.asked_by_name, u.asked_at, u.answer_wanted_by
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::timestamptz[], $9::timestamptz[])
              as u(id, use_case_id, case_id, question, facts, asked_by, asked_by_name, asked_at, answer_wanted_by)""";

    private static @Nullable Object[] asked(List<Asked> rows) {
        return new @Nullable Object[] {
            uuids(rows, row -> row.question().id()),
            uuids(rows, row -> row.file().useCase().value()),
            uuids(rows, row -> row.file().id().value()),
            texts(rows, row -> row.question().says()),
            lists(rows, row -> row.question().facts()),
            texts(rows, row -> row.question().askedBy().subject()),
            texts(rows, row -> row.question().askedBy().name()),
            times(rows, Asked::at),
            times(rows, row -> row.question().answerWantedBy())
        };
    }

    private static final String CLOSE_QUESTIONS = """
            update information_request q
            set answer = u.answer, answered_by_name = u.answered_by_name, closed_at = u.closed_at
            from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])
              as u(id, answer, answered_by_name, closed_at)
            where q.id = u.id and q.closed_at is null""";

    private static @Nullable Object[] closed(List<Closed> rows) {
        return new @Nullable Object[] {
            uuids(rows, Closed::question),
            texts(rows, Closed::answer),
            texts(rows, Closed::answeredBy),
            times(rows, Closed::at)
        };
    }

    private record Opened(NewCase newCase, AuditChain chain, SlaClock.@Nullable Ahead ahead) {
        CaseFile file() {
            return newCase.opened().file();
        }
    }

    private record Decided(CaseFile file, Slot slot, String verdict, Holder by, Instant at, String terms) {
        @Nullable
        Person behalf() {
            return by.onBehalfOf();
        }
    }

    private record ApprovalChange(Approval approval, Instant at) {
        @Nullable
        UUID replacedBy() {
            return approval instanceof Approval.Superseded superseded && superseded.replacedBy() != null
                    ? superseded.replacedBy().value()
                    : null;
        }
    }

    private record Upheld(UUID approval, int revision, Papers papers) {}

    private record Rests(UUID approval, UUID consent) {}

    private record Said(
            UUID id, CaseFile file, Person author, Instant at, String says, String audience, List<String> mentions) {}

    private record Asked(CaseFile file, Question question, Instant at) {}

    private record Closed(
            UUID question,
            @Nullable String answer,
            @Nullable String answeredBy,
            Instant at) {}
}
