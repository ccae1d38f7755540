package studio.clearance.approval.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Viewer;
import studio.clearance.kit.http.Cursor;

/**
 * The statement for a page of the queue. What the viewer may see and what the filter asks for are one condition; where either
 * is a choice of several ("legal's lane or what labour signs") each alternative becomes a branch that reads its own index in
 * order and stops after a page, so that the cost is that of a page and not that of the queue.
 */
final class QueueQuery {

    private static final String COLUMNS = """
            id, use_case_id, reference, revision, title, lane, state, outcome, clauses, partner_id, partner_name,
            production_id, production_title, slots, lead_holder, lead_for, labour_holder, labour_for, sla_target, sla_used,
            sla_since, due_at, announced, reopened, answered, opened_at, closed_at, sort_due""";

    /** Written into the statement, so that the planner knows how common it is. Anything else is a parameter. */
    private static final Pattern CLAUSE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,30}");

    private static final String CONTACTS = "lane = 'contact'";
    private static final String LABOURS = "lane = 'legal' and needs_labour";

    /** Of the whole statement, which may ask several things at once. */
    private final List<@Nullable Object> parameters;

    private final List<String> branches = new ArrayList<>();
    private final boolean closed;

    /** As it stands in the statement. */
    private final @Nullable String clause;

    /**
     * Whether the clause leads, by the table that has its cases in queue order. Where a partner, a production or a holder is
     * asked for too, theirs is the shorter way.
     */
    private final boolean readsByClause;

    /** Whether that table tells all there is to know: it holds open cases, their lanes and their places. */
    private final boolean clauseTellsAll;

    private QueueQuery(QueueFilter filter, boolean counts, List<@Nullable Object> parameters) {
        this.parameters = parameters;
        this.closed = filter.state() != null && !filter.state().isOpen();
        String clause = filter.clause();
        this.readsByClause = clause != null
                && !closed
                && filter.partner() == null
                && filter.production() == null
                && (filter.assignee() == null || filter.assignee().equals(QueueFilter.NOBODY));
        this.clauseTellsAll = readsByClause
                && counts
                && filter.state() == null
                && filter.outcome() == null
                && filter.assignee() == null;
        this.clause =
                clause == null ? null : CLAUSE_ID.matcher(clause).matches() ? "'" + clause + "'" : parameter(clause);
    }

    /**
     * What a viewer asks for.
     *
     * @param subject whom {@link QueueFilter#ME} and a named assignee mean; null for neither
     */
    record Asked(
            QueueFilter filter, Viewer viewer, @Nullable String subject, Instant now, Instant endOfDay) {}

    static QueueQuery page(Asked asked) {
        return of(asked, false, new ArrayList<>());
    }

    /** @param parameters of the statement that this count becomes a part of; what it needs is added */
    static QueueQuery count(Asked asked, List<@Nullable Object> parameters) {
        return of(asked, true, parameters);
    }

    private static QueueQuery of(Asked asked, boolean counts, List<@Nullable Object> parameters) {
        QueueFilter filter = asked.filter();
        List<String> seen = seen(asked.viewer(), filter.lane());
        // Who sees nothing asks nothing: a statement may have no parameter that it does not name.
        QueueQuery query = new QueueQuery(filter, counts, seen.isEmpty() ? new ArrayList<>() : parameters);
        String narrowed = query.narrowed(filter, asked.now(), asked.endOfDay());
        for (String each : seen) {
            for (String held : query.held(filter.assignee(), asked.subject(), each)) {
                query.branches.add(query.from(each) + held + query.outcome(filter.outcome(), each) + narrowed);
            }
        }
        return query;
    }

    /** The tables and what the viewer sees of them. */
    private String from(String seen) {
        if (readsByClause) {
            String led = " where clause = " + clause + " and of_lane = '"
                    + (seen.equals(CONTACTS) ? Lane.CONTACT : Lane.LEGAL) + "'";
            return clauseTellsAll && !seen.equals(LABOURS)
                    ? "clause_in_queue" + led
                    : "clause_in_queue join review_case on id = case_id" + led + " and " + seen + " and is_open";
        }
        return "review_case where " + seen + (closed ? " and not is_open" : " and is_open")
                + (clause == null ? "" : " and clauses @> array[" + clause + "]::text[]");
    }

    /** What the viewer sees, as alternatives that do not overlap. */
    private static List<String> seen(Viewer viewer, @Nullable Lane lane) {
        List<String> seen = new ArrayList<>();
        boolean legal = lane != Lane.CONTACT;
        if (lane != Lane.LEGAL && (viewer.seesEverything() || viewer.slots().contains(Slot.CONTACT))) {
            seen.add(CONTACTS);
        }
        if (legal && viewer.seesEverything()) {
            seen.add("lane = 'legal'");
        } else if (legal && viewer.slots().contains(Slot.LABOUR)) {
            seen.add(LABOURS);
        }
        return seen;
    }

    private List<String> held(@Nullable String assignee, @Nullable String subject, String seen) {
        if (assignee == null) {
            return List.of("");
        }
        if (assignee.equals(QueueFilter.NOBODY)) {
            return List.of(
                    seen.equals(LABOURS)
                            ? " and labour_holder is null and not signed @> '{labour}'"
                            : " and lead_holder is null and not signed @> array[lane]");
        }
        String holder = parameter(subject);
        return List.of(
                " and lead_holder = " + holder,
                " and labour_holder = " + holder + " and lead_holder is distinct from " + holder);
    }

    /** Where it is not the lane's usual outcome, in the words of the index that holds the few there are. */
    private String outcome(@Nullable Outcome outcome, String seen) {
        if (outcome == null) {
            return "";
        }
        boolean usual = (outcome == Outcome.ESCALATE) != seen.equals(CONTACTS);
        return " and outcome = '" + outcome + "'"
                + (usual || closed
                        ? ""
                        : " and (lane = 'legal') <> (outcome = 'ESCALATE') and lane = '"
                                + (seen.equals(CONTACTS) ? Lane.CONTACT : Lane.LEGAL) + "'");
    }

    private String narrowed(QueueFilter filter, Instant now, Instant endOfDay) {
        StringBuilder conditions = new StringBuilder();
        CaseState state = filter.state();
        if (state != null) {
            conditions.append(" and state = '").append(state).append('\'');
        }
        if (state == CaseState.INFORMATION_REQUESTED) {
            conditions.append(" and " + due() + " = 'infinity'");
        }
        if (filter.production() != null) {
            conditions.append(" and production_id = ").append(parameter(filter.production()));
        }
        if (filter.partner() != null) {
            conditions.append(" and partner_id = ").append(parameter(filter.partner()));
        }
        if (filter.due() != null) {
            String due = due();
            conditions
                    .append(" and ")
                    .append(
                            switch (filter.due()) {
                                case OVERDUE -> due + " < " + parameter(now);
                                case TODAY ->
                                    due + " >= " + parameter(now) + " and " + due + " <= " + parameter(endOfDay);
                                case LATER -> due + " > " + parameter(endOfDay) + " and " + due + " < 'infinity'";
                                case PAUSED -> due + " = 'infinity'";
                            });
        }
        return conditions.toString();
    }

    /** A case's place in the queue, by the column of what is read in order. */
    private String due() {
        return readsByClause ? "place" : "sort_due";
    }

    private String id() {
        return readsByClause ? "case_id" : "id";
    }

    boolean isEmpty() {
        return branches.isEmpty();
    }

    /** One row more than asked for says that there is a next page. */
    String page(@Nullable Cursor after, int limit) {
        String order = closed ? inOrder() : " order by sort_due, id";
        String behind = "";
        if (after != null) {
            // As text and not as a time: a paused case sorts at infinity.
            String key = parameter(after.text(0)) + "::text::timestamptz";
            String id = parameter(after.uuid(1));
            behind = closed
                    ? " and (closed_at, id) < (" + key + ", " + id + ")"
                    : " and (" + due() + ", " + id() + ") > (" + key + ", " + id + ")";
        }
        String stop = " limit " + (limit + 1);
        StringBuilder merged = new StringBuilder();
        for (String branch : branches) {
            merged.append(merged.isEmpty() ? "" : " union all ")
                    .append("(select ")
                    .append(COLUMNS)
                    .append(" from ")
                    .append(branch)
                    .append(behind)
                    .append(inOrder())
                    .append(stop)
                    .append(')');
        }
        return """
                with page as (select * from (%s) merged%s)
                select page.*, lead.name as lead_name, lead_by.name as lead_for_name, labour.name as labour_name,
                       labour_by.name as labour_for_name,
                       (select json_agg(json_build_object('slot', s.slot, 'by', s.decided_by, 'name', s.decided_by_name,
                                                          'onBehalfOf', s.on_behalf_of_name, 'at', s.decided_at))::text
                        from sign_off s where s.case_id = page.id and s.verdict <> 'ESCALATE') as signed
                from page
                left join reviewer lead on lead.subject = page.lead_holder
                left join reviewer lead_by on lead_by.subject = page.lead_for
                left join reviewer labour on labour.subject = page.labour_holder
                left join reviewer labour_by on labour_by.subject = page.labour_for
                %s""".formatted(merged, order + stop, order);
    }

    private String inOrder() {
        return closed ? " order by closed_at desc, id desc" : " order by " + due() + ", " + id();
    }

    /**
     * How many there are, as far as {@code most}, as an expression. In order like a page, and so by the same indexes: where many rows are
     * expected, any would do for a count, and the planner reads the table until it has met enough.
     */
    String count(int most) {
        StringBuilder merged = new StringBuilder();
        for (String branch : branches) {
            merged.append(merged.isEmpty() ? "" : " union all ")
                    .append("(select 1 from ")
                    .append(branch)
                    .append(inOrder())
                    .append(" limit ")
                    .append(most)
                    .append(')');
        }
        return isEmpty() ? "0" : "(select count(*)::int from (" + merged + ") counted)";
    }

    Object[] parameters() {
        return parameters.toArray();
    }

    private String parameter(@Nullable Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }
}
