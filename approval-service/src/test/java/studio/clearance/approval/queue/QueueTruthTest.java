package studio.clearance.approval.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.http.Caller;

/**
 * What the queue lists and counts, held against a plain look at every case: the statement takes many forms, one for every
 * index it means to use, and none of them may show or count a case too many or too few.
 */
@QuarkusTest
class QueueTruthTest extends ServiceTest {

    @Inject
    Queue queue;

    private final UUID production = UUID.randomUUID();

    /** A case as it stands, and who is asked. */
    private record Stands(
            UUID id,
            String lane,
            String state,
            String outcome,
            Set<String> slots,
            Set<String> clauses,
            String lead,
            String labour,
            Set<String> signed) {

        boolean isOpen() {
            return CaseState.valueOf(state).isOpen();
        }
    }

    private record Viewed(Caller caller, Predicate<Stands> sees, boolean labourOnly) {}

    @Test
    void every_filter_lists_and_counts_exactly_what_its_viewer_may_see() {
        aQueueOfAllSorts();
        List<Stands> all = all();
        assertThat(all).hasSizeGreaterThan(10);

        for (Viewed viewed : viewers()) {
            for (Lane lane : withNull(Lane.values())) {
                for (CaseState state : withNull(CaseState.values())) {
                    for (Outcome outcome : withNull(Outcome.values())) {
                        for (String clause : clauses(outcome)) {
                            for (String assignee : assignees(state)) {
                                holds(
                                        viewed,
                                        all,
                                        new QueueFilter(
                                                lane,
                                                state,
                                                outcome,
                                                clause,
                                                production.toString(),
                                                null,
                                                assignee,
                                                null));
                            }
                        }
                    }
                }
            }
        }
    }

    private void holds(Viewed viewed, List<Stands> all, QueueFilter filter) {
        List<UUID> expected = all.stream()
                .filter(viewed.sees())
                .filter(each -> fits(each, filter, viewed))
                .map(Stands::id)
                .toList();

        assertThat(listed(filter, viewed.caller()))
                .as("%s lists %s", viewed.caller().username(), filter)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(queue.count(filter, viewed.caller()).number())
                .as("%s counts %s", viewed.caller().username(), filter)
                .isEqualTo(expected.size());
    }

    @Test
    void a_clause_leads_to_its_cases_as_they_open_wait_and_close() {
        String clause = "ZZ-" + production.toString().substring(0, 8);
        UUID waits = opens(withClause(clause, Examples.forLegal(TimeOrderedIds.next())));
        UUID paused = opens(withClause(clause, Examples.forLegal(TimeOrderedIds.next())));
        UUID both = opens(withClause(clause, Examples.forLegalAndLabour(TimeOrderedIds.next())));
        UUID contacts = opens(withClause(clause, Examples.forTheContact(TimeOrderedIds.next())));
        UUID closed = opens(withClause(clause, Examples.forLegal(TimeOrderedIds.next())));
        claims(LEGAL_1, paused).then().statusCode(200);
        asks(LEGAL_1, paused).then().statusCode(201);
        claims(LEGAL_1, closed).then().statusCode(200);
        decides(LEGAL_1, closed, aDenial()).then().statusCode(201);
        List<Viewed> viewers = viewers();

        Map<Integer, List<UUID>> seen = Map.of(
                0, List.of(waits, paused, both, contacts),
                1, List.of(waits, paused, both, contacts),
                2, List.of(contacts),
                3, List.of(both),
                4, List.of());
        seen.forEach((viewer, expected) -> {
            Caller caller = viewers.get(viewer).caller();
            QueueFilter filter = new QueueFilter(null, null, null, clause, null, null, null, null);
            assertThat(listed(filter, caller)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(queue.count(filter, caller).number()).isEqualTo(expected.size());
        });
        Caller legal = viewers.getFirst().caller();
        assertThat(listed(new QueueFilter(null, null, null, clause, null, null, null, QueueFilter.Due.PAUSED), legal))
                .containsExactly(paused);
        assertThat(listed(new QueueFilter(null, null, null, clause, null, null, null, null), legal))
                .as("what is paused comes last")
                .endsWith(paused);
        assertThat(listed(new QueueFilter(null, null, null, clause, null, null, QueueFilter.NOBODY, null), legal))
                .containsExactlyInAnyOrder(waits, both, contacts);
        assertThat(listed(new QueueFilter(null, CaseState.DENIED, null, clause, null, null, null, null), legal))
                .containsExactly(closed);
    }

    private static ObjectNode withClause(String clause, ObjectNode event) {
        ObjectNode added =
                ((com.fasterxml.jackson.databind.node.ArrayNode) event.at("/assessment/clauses")).addObject();
        added.put("id", clause)
                .put("heading", "Made up")
                .put("says", "Made up.")
                .put("demand", "APPROVE");
        added.put("certainty", "fired").putArray("because");
        return event;
    }

    /** One that only legal's cases have, one that labour's have, one that nobody has. */
    private static List<String> clauses(Outcome outcome) {
        return outcome == null ? Arrays.asList(null, "DU-2", "MX-4", "no such clause") : Arrays.asList((String) null);
    }

    private void aQueueOfAllSorts() {
        for (int n = 0; n < 2; n++) {
            in(Examples.forLegal(TimeOrderedIds.next()));
            in(Examples.forLegalAndLabour(TimeOrderedIds.next()));
            in(Examples.forTheContact(TimeOrderedIds.next()));
        }
        UUID claimed = in(Examples.forLegal(TimeOrderedIds.next()));
        claims(LEGAL_1, claimed).then().statusCode(200);
        UUID halfSigned = in(Examples.forLegalAndLabour(TimeOrderedIds.next()));
        claims(LEGAL_1, halfSigned).then().statusCode(200);
        decides(LEGAL_1, halfSigned, aGrant()).then().statusCode(201);
        UUID labours = in(Examples.forLegalAndLabour(TimeOrderedIds.next()));
        claims(LABOUR_1, labours).then().statusCode(200);
        UUID asked = in(Examples.forTheContact(TimeOrderedIds.next()));
        claims(CONTACT_1, asked).then().statusCode(200);
        asks(CONTACT_1, asked).then().statusCode(201);
        UUID escalated = in(Examples.forTheContact(TimeOrderedIds.next()));
        claims(CONTACT_1, escalated).then().statusCode(200);
        decides(CONTACT_1, escalated, Map.of("decision", "ESCALATE", "note", "More than I can say."))
                .then()
                .statusCode(201);
        UUID cleared = in(Examples.forTheContact(TimeOrderedIds.next()));
        claims(CONTACT_1, cleared).then().statusCode(200);
        decides(CONTACT_1, cleared, Map.of("decision", "CLEAR", "note", "Nothing stands against it."))
                .then()
                .statusCode(201);
        UUID denied = in(Examples.forLegal(TimeOrderedIds.next()));
        claims(LEGAL_2, denied).then().statusCode(200);
        decides(LEGAL_2, denied, aDenial()).then().statusCode(201);
        granted(in(Examples.forLegal(TimeOrderedIds.next())));
    }

    private UUID in(ObjectNode event) {
        ((ObjectNode) event.at("/useCase/production")).put("id", production.toString());
        return opens(event);
    }

    private List<Stands> all() {
        List<Stands> all = new ArrayList<>();
        for (Row row : database.query("""
                select id, lane, state, outcome, slots, clauses, lead_holder, labour_holder, signed
                from review_case where production_id = $1""", production.toString())) {
            all.add(new Stands(
                    row.getUUID("id"),
                    row.getString("lane"),
                    row.getString("state"),
                    row.getString("outcome"),
                    Set.of(row.getArrayOfStrings("slots")),
                    Set.of(row.getArrayOfStrings("clauses")),
                    row.getString("lead_holder"),
                    row.getString("labour_holder"),
                    Set.of(row.getArrayOfStrings("signed"))));
        }
        return all;
    }

    private static List<Viewed> viewers() {
        return List.of(
                new Viewed(caller("legal-1", "legal-reviewer"), each -> true, false),
                new Viewed(caller("auditor-1", "auditor"), each -> true, false),
                new Viewed(caller("contact-1", "contact"), each -> each.lane().equals("contact"), false),
                new Viewed(
                        caller("labour-1", "labour-reviewer"),
                        each -> each.slots().contains("labour"),
                        true),
                new Viewed(caller("policy-1", "policy-owner"), each -> false, false));
    }

    private static Caller caller(String username, String role) {
        String subject = UUID.nameUUIDFromBytes(utf8(username)).toString();
        return new Caller(subject, username, username, null, Locale.ENGLISH, Set.of(role), null);
    }

    private static boolean fits(Stands each, QueueFilter filter, Viewed viewed) {
        return (filter.lane() == null || each.lane().equals(filter.lane().toString()))
                && (filter.state() == null
                        ? each.isOpen()
                        : each.state().equals(filter.state().name()))
                && (filter.outcome() == null
                        || each.outcome().equals(filter.outcome().name()))
                && (filter.clause() == null || each.clauses().contains(filter.clause()))
                && (filter.assignee() == null || held(each, filter.assignee(), viewed));
    }

    private static boolean held(Stands each, String assignee, Viewed viewed) {
        if (assignee.equals(QueueFilter.ME)) {
            String me = viewed.caller().subject();
            return me.equals(each.lead()) || me.equals(each.labour());
        }
        return viewed.labourOnly()
                ? each.labour() == null && !each.signed().contains("labour")
                : each.lead() == null && !each.signed().contains(each.lane());
    }

    /** Who holds a case is a question about open ones. */
    private static List<String> assignees(CaseState state) {
        return state == null || state.isOpen()
                ? Arrays.asList(null, QueueFilter.ME, QueueFilter.NOBODY)
                : Arrays.asList((String) null);
    }

    private static <T> List<T> withNull(T[] values) {
        List<T> all = new ArrayList<>(Arrays.asList(values));
        all.add(null);
        return all;
    }

    private List<UUID> listed(QueueFilter filter, Caller caller) {
        List<UUID> listed = new ArrayList<>();
        String cursor = null;
        do {
            QueuePage page = queue.page(filter, cursor, 5, caller);
            page.items().forEach(item -> listed.add(item.id()));
            cursor = page.next();
        } while (Objects.nonNull(cursor));
        return listed;
    }
}
