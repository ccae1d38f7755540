package studio.clearance.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.auditing.AuditVerifier;
import studio.clearance.approval.domain.AuditChain;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.signing.Jws;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;

/**
 * Random people do random things to a few use cases, through the service as it runs on its real database, and events come
 * again and late at random. After every step, what must never be is not.
 *
 * <p>{@code -Dtrips=500} tries more sequences, {@code -Dtrips.from=SEED} begins at another seed. A sequence that fails is
 * shrunk by jqwik to a shorter one that fails as well.
 */
@QuarkusTest
class RandomTripsTest extends ServiceTest {

    private static final Logger LOG = Logger.getLogger(RandomTripsTest.class);
    private static final int STEPS = 40;
    private static final int USE_CASES = 3;
    private static final int SHORTER_ONES_TRIED = 60;
    private static final List<String> PEOPLE = List.of(LEGAL_1, LEGAL_2, LABOUR_1, CONTACT_1, ADMIN_1);
    private static final List<String> NAMES = List.of("legal-1", "legal-2", "labour-1", "contact-1", "admin-1");

    @Inject
    AuditVerifier verifier;

    @Test
    void what_must_never_be_is_not() {
        long from = Long.getLong("trips.from", 1);
        int count = Integer.getInteger("trips", 12);
        Map<Integer, Integer> answers = new TreeMap<>();
        JqwikSession.run(() -> {
            var trips = trips(answers).generator(1_000, false);
            LongStream.range(from, from + count).forEach(seed -> {
                Shrinkable<ActionChain<Trip>> trip = trips.next(new Random(seed));
                failureOf(trip.value()).ifPresent(failure -> report(seed, trip, failure));
            });
        });
        LOG.infof("%d sequences of up to %d steps, answered with %s", count, STEPS, answers);
        assertThat(verifier.verify().broken()).isNull();
        assertThat(answers).as("some of it succeeds and some is refused").containsKeys(200, 201, 403, 409);
    }

    private Optional<Throwable> failureOf(ActionChain<Trip> trip) {
        try {
            trip.withInvariant("what must never be", this::nothingIsWrongWith).run();
            return Optional.empty();
        } catch (AssertionError | RuntimeException failure) {
            return Optional.of(failure);
        }
    }

    private void report(long seed, Shrinkable<ActionChain<Trip>> trip, Throwable failure) {
        Shrinkable<ActionChain<Trip>> shortest = trip;
        Throwable why = failure;
        int tried = 0;
        boolean shorter = true;
        while (shorter && tried < SHORTER_ONES_TRIED) {
            shorter = false;
            for (Shrinkable<ActionChain<Trip>> candidate :
                    shortest.shrink().limit(SHORTER_ONES_TRIED - tried).toList()) {
                tried++;
                Optional<Throwable> stillWrong = failureOf(candidate.value());
                if (stillWrong.isPresent()) {
                    shortest = candidate;
                    why = stillWrong.get();
                    shorter = true;
                    break;
                }
            }
        }
        throw new AssertionError("Seed " + seed + " fails: " + shortest.value().transformations(), why);
    }

    private ActionChainArbitrary<Trip> trips(Map<Integer, Integer> answers) {
        Arbitrary<Integer> whose = Arbitraries.integers().between(0, USE_CASES - 1);
        Arbitrary<Integer> who = Arbitraries.integers().between(0, PEOPLE.size() - 1);
        Arbitrary<Integer> signer = Arbitraries.integers().between(0, 2);
        Arbitrary<Integer> chance = Arbitraries.integers().between(0, 5);
        return ActionChain.startWith(() -> new Trip(answers))
                .withMaxTransformations(STEPS)
                .withAction(3, by(who, whose, "claims", Trip::claims))
                .withAction(8, by(signer, whose, chance, "claims and grants", Trip::claimsAndGrants))
                .withAction(1, by(who, whose, "releases", Trip::releases))
                .withAction(3, by(who, whose, chance, "grants", Trip::grants))
                .withAction(1, by(who, whose, "denies", Trip::denies))
                .withAction(1, by(who, whose, "escalates", Trip::escalates))
                .withAction(1, by(who, whose, "asks", Trip::asks))
                .withAction(
                        2, of(whose, chance, "is answered twice", (trip, use, ignored) -> trip.isAnsweredTwice(use)))
                .withAction(3, of(whose, chance, "is revised", Trip::isRevised))
                .withAction(1, of(whose, chance, "is told of again", Trip::isToldOfAgain))
                .withAction(1, of(whose, chance, "is withdrawn", Trip::isWithdrawn))
                .withAction(1, of(whose, chance, "loses a consent", (trip, use, which) -> trip.losesAConsent(which)))
                .withAction(1, by(who, whose, "revokes", Trip::revokes))
                .withAction(1, by(who, whose, chance, "reinstates", Trip::reinstates))
                .withAction(2, by(who, whose, "renews", Trip::renews))
                .withAction(1, by(who, whose, "grants at once with another", Trip::grantsAtOnce));
    }

    private interface Deed {
        void on(Trip trip, int who, int useCase);
    }

    private interface ChancyDeed {
        void on(Trip trip, int who, int useCase, int chance);
    }

    private interface Turn {
        void on(Trip trip, int useCase, int chance);
    }

    private static Action.Independent<Trip> by(
            Arbitrary<Integer> who, Arbitrary<Integer> whose, String does, Deed deed) {
        return () -> Combinators.combine(who, whose)
                .as((person, useCase) -> mutation(
                        NAMES.get(person) + " " + does + " #" + useCase, trip -> deed.on(trip, person, useCase)));
    }

    private static Action.Independent<Trip> by(
            Arbitrary<Integer> who, Arbitrary<Integer> whose, Arbitrary<Integer> chance, String does, ChancyDeed deed) {
        return () -> Combinators.combine(who, whose, chance)
                .as((person, useCase, luck) -> mutation(
                        NAMES.get(person) + " " + does + " #" + useCase + " (" + luck + ")",
                        trip -> deed.on(trip, person, useCase, luck)));
    }

    private static Action.Independent<Trip> of(
            Arbitrary<Integer> whose, Arbitrary<Integer> chance, String what, Turn turn) {
        return () -> Combinators.combine(whose, chance)
                .as((useCase, luck) ->
                        mutation("#" + useCase + " " + what + " (" + luck + ")", trip -> turn.on(trip, useCase, luck)));
    }

    private static Transformer<Trip> mutation(String name, Consumer<Trip> change) {
        return Transformer.mutate(name, change);
    }

    private void nothingIsWrongWith(Trip trip) {
        UUID[] useCases = trip.ids.toArray(UUID[]::new);
        assertThat(count("""
                        select count(*) from sign_off s join review_case c on c.id = s.case_id
                        where c.use_case_id = any($1) and (s.decided_by = c.submitted_by or s.on_behalf_of = c.submitted_by)""", useCases)).as("decided by the submitter").isZero();
        assertThat(count("""
                        select count(*) from (select 1 from sign_off s join review_case c on c.id = s.case_id
                        where c.use_case_id = any($1) group by s.case_id, s.slot having count(*) > 1) twice""", useCases)).as("two decisions in a slot").isZero();
        assertThat(count("""
                        select count(*) from (select 1 from review_case where use_case_id = any($1) and is_open
                        group by use_case_id having count(*) > 1) twice""", useCases)).as("two open cases of a use").isZero();
        assertThat(count("""
                        select count(*) from (select 1 from approval where use_case_id = any($1) and state in ('IN_FORCE', 'SUSPENDED')
                        group by use_case_id having count(*) > 1) twice""", useCases)).as("two living letters of a use").isZero();
        assertThat(count("""
                        select count(*) from approval a join approval_consent r on r.approval_id = a.id and r.replaced_by is null
                        join consent c on c.id = r.consent_id
                        where a.use_case_id = any($1) and a.state = 'IN_FORCE' and c.ended""", useCases)).as("in force on a consent that ended").isZero();
        everyLetterInForceMatchesItsRevision(useCases);
        everyChainHolds(useCases);
    }

    private void everyLetterInForceMatchesItsRevision(UUID[] useCases) {
        for (Row row : database.query("""
                select a.revision, a.revision_hash, a.jws, a.upheld_revision, u.latest_revision, u.withdrawn_at, c.revision_hash as reviewed,
                       p.use_case
                from approval a join use_case u on u.id = a.use_case_id join review_case c on c.id = a.case_id
                join case_paper p on p.case_id = c.id
                where a.use_case_id = any($1) and a.state = 'IN_FORCE'""", (Object) useCases)) {
            Integer upheld = row.getInteger("upheld_revision");
            assertThat(upheld == null ? row.getInteger("revision") : upheld)
                    .as("holds for the latest revision")
                    .isEqualTo(row.getInteger("latest_revision"));
            assertThat(row.getOffsetDateTime("withdrawn_at")).isNull();
            JsonNode letter = Json.tree(Jws.payload(row.getString("jws")));
            assertThat(letter.at("/useCase/revisionHash").asText())
                    .isEqualTo(row.getString("revision_hash"))
                    .isEqualTo(row.getString("reviewed"))
                    .isEqualTo(Json.tree(utf8(row.getString("use_case")))
                            .path("revisionHash")
                            .asText());
        }
    }

    private void everyChainHolds(UUID[] useCases) {
        AuditChain chain = null;
        for (Row row : database.query("""
                select e.case_id, e.number, e.entry, e.hash, c.audit_length, c.audit_head
                from audit_entry e join review_case c on c.id = e.case_id
                where c.use_case_id = any($1) order by e.case_id, e.number""", (Object) useCases)) {
            UUID caseId = row.getUUID("case_id");
            if (chain == null || !chain.caseId().equals(caseId)) {
                chain = AuditChain.startOf(new CaseId(caseId));
            }
            AuditChain.Link link = new AuditChain.Link(
                    caseId,
                    row.getInteger("number"),
                    row.getString("entry"),
                    java.util.HexFormat.of().formatHex(row.getBuffer("hash").getBytes()));
            assertThat(chain.isFollowedBy(link))
                    .as("entry %s of %s", link.number(), caseId)
                    .isTrue();
            chain = link.chain();
            assertThat(chain.length()).isLessThanOrEqualTo(row.getInteger("audit_length"));
        }
        assertThat(count("""
                        select count(*) from review_case c where c.use_case_id = any($1)
                        and c.audit_length <> (select count(*) from audit_entry e where e.case_id = c.id)""", useCases)).as("chains that end too early").isZero();
    }

    private long count(String sql, UUID[] useCases) {
        return database.query(sql, (Object) useCases).iterator().next().getLong(0);
    }

    /** A few use cases and what was last declared of each. */
    private final class Trip {

        private final Map<Integer, Integer> answers;
        private final List<UUID> ids = new ArrayList<>();
        private final Map<UUID, List<ObjectNode>> told = new LinkedHashMap<>();
        private final List<String> consents = new ArrayList<>();

        Trip(Map<Integer, Integer> answers) {
            this.answers = answers;
            for (ObjectNode escalation : List.of(
                    Examples.forLegal(TimeOrderedIds.next()),
                    Examples.forLegalAndLabour(TimeOrderedIds.next()),
                    Examples.forTheContact(TimeOrderedIds.next()))) {
                UUID id = useCase(escalation);
                if (ids.size() == 1) {
                    String reviewer = UUID.nameUUIDFromBytes(utf8("legal-1")).toString();
                    ((ObjectNode) escalation.at("/useCase/submittedBy")).put("subject", reviewer);
                }
                ids.add(id);
                told.put(id, new ArrayList<>(List.of(escalation)));
                tellsOfEscalation(escalation);
            }
            consents.add(consent());
        }

        private void on(int useCase, Consumer<UUID> deed) {
            openCaseOf(ids.get(useCase)).ifPresent(deed);
        }

        private void heard(Response answer) {
            assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
            answers.merge(answer.statusCode(), 1, Integer::sum);
        }

        void claims(int who, int useCase) {
            on(useCase, id -> heard(RandomTripsTest.claims(PEOPLE.get(who), id)));
        }

        void releases(int who, int useCase) {
            on(useCase, id -> heard(as(PEOPLE.get(who)).post("/api/review-cases/" + id + "/release")));
        }

        void claimsAndGrants(int who, int useCase, int chance) {
            claims(who, useCase);
            grants(who, useCase, chance);
        }

        void grants(int who, int useCase, int chance) {
            Map<String, Object> grant = aGrant();
            if (chance > 1) {
                grant.put(
                        "consents", List.of(consents.get(consents.size() - 1 - chance % Math.min(2, consents.size()))));
            }
            on(useCase, id -> heard(decides(PEOPLE.get(who), id, grant)));
        }

        void grantsAtOnce(int who, int useCase) {
            on(useCase, id -> {
                try {
                    together(() -> decides(PEOPLE.get(who), id, aGrant()), () -> decides(LEGAL_2, id, aGrant()))
                            .forEach(this::heard);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        void denies(int who, int useCase) {
            on(useCase, id -> heard(decides(PEOPLE.get(who), id, aDenial())));
        }

        void escalates(int who, int useCase) {
            on(useCase, id -> heard(decides(PEOPLE.get(who), id, Map.of("decision", "ESCALATE", "note", "Look."))));
        }

        void asks(int who, int useCase) {
            on(useCase, id -> heard(RandomTripsTest.asks(PEOPLE.get(who), id)));
        }

        void isAnsweredTwice(int useCase) {
            UUID id = ids.get(useCase);
            for (Row row : database.query(
                    "select id from information_request where use_case_id = $1 and closed_at is null", id)) {
                ObjectNode answer = Examples.answer(id, row.getUUID(0));
                tellsOfPartner("InformationProvided", answer);
                tellsOfPartner("InformationProvided", answer);
            }
        }

        /** Intake and triage are heard in either order; sometimes the one before comes late. */
        void isRevised(int useCase, int chance) {
            List<ObjectNode> revisions = told.get(ids.get(useCase));
            ObjectNode before = revisions.getLast();
            int revision = before.path("revision").asInt() + 1;
            ObjectNode next = Examples.revised(before, revision, declared -> {
                switch (chance % 3) {
                    case 0 -> declared.put("title", "Title of revision " + revision);
                    case 1 -> declared.put("narrative", "Words of revision " + revision);
                    default ->
                        ((ObjectNode) declared.path("declaration")).put("in_final", revision % 2 == 0 ? "no" : "yes");
                }
            });
            ObjectNode declared = (ObjectNode) next.path("useCase");
            if (chance < 3) {
                tellsOfPartner("UseCaseSubmitted", declared);
                tellsOfEscalation(next);
            } else {
                tellsOfEscalation(next);
                tellsOfPartner("UseCaseSubmitted", declared);
            }
            if (chance == 5) {
                tellsOfEscalation(before);
            }
            revisions.add(next);
        }

        void isToldOfAgain(int useCase, int chance) {
            List<ObjectNode> revisions = told.get(ids.get(useCase));
            ObjectNode any = revisions.get(chance % revisions.size());
            tellsOfEscalation(any);
            if (any.path("revision").asInt() > 1) {
                tellsOfPartner("UseCaseSubmitted", (ObjectNode) any.path("useCase"));
            }
        }

        void isWithdrawn(int useCase, int chance) {
            if (chance == 0) {
                UUID id = ids.get(useCase);
                tellsOfPartner(
                        "UseCaseWithdrawn",
                        Examples.withdrawal(
                                id, told.get(id).getLast().path("revision").asInt()));
            }
        }

        void losesAConsent(int which) {
            heard(as(LABOUR_1)
                    .body(Map.of("reason", "No longer."))
                    .post("/api/approvals/consents/" + consents.get(which % consents.size()) + "/withdrawal"));
            consents.add(consent());
        }

        void revokes(int who, int useCase) {
            latestApproval(useCase)
                    .ifPresent(id -> heard(posting(PEOPLE.get(who))
                            .body(Map.of("reason", "Misused."))
                            .post("/api/approvals/" + id + "/revocation")));
        }

        void reinstates(int who, int useCase, int chance) {
            latestApproval(useCase)
                    .ifPresent(id -> heard(posting(PEOPLE.get(who))
                            .body(Map.of(
                                    "reason",
                                    "Signed again.",
                                    "consents",
                                    List.of(consents.get(chance % consents.size()))))
                            .post("/api/approvals/" + id + "/reinstatement")));
        }

        void renews(int who, int useCase) {
            latestApproval(useCase)
                    .ifPresent(id -> heard(posting(PEOPLE.get(who)).post("/api/approvals/" + id + "/renewal")));
        }

        private Optional<UUID> latestApproval(int useCase) {
            for (Row row : database.query(
                    "select id from approval where use_case_id = $1 order by granted_at desc limit 1",
                    ids.get(useCase))) {
                return Optional.of(row.getUUID(0));
            }
            return Optional.empty();
        }

        private String consent() {
            return posting(LABOUR_1)
                    .body(Map.of(
                            "performer", "Saoirse Lynch",
                            "productionId",
                                    told.values()
                                            .iterator()
                                            .next()
                                            .getFirst()
                                            .at("/useCase/production/id")
                                            .asText(),
                            "kind", "VOICE_CLONE",
                            "scope", "Series 1",
                            "documentSha256", "9c".repeat(32),
                            "documentLocation", "vault://consents/lynch.pdf"))
                    .post("/api/approvals/consents")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
        }
    }
}
