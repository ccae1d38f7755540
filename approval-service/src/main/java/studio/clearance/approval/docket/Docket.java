package studio.clearance.approval.docket;

import io.opentelemetry.context.Scope;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Rule;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.persistence.Consent;
import studio.clearance.approval.persistence.Consents;
import studio.clearance.approval.persistence.ReviewCases;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.GroupCommit;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.http.Claim;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/**
 * Where people's motions on cases are heard: load, rule, write. Motions that come at the same time share a transaction,
 * whoever made them and whichever cases they are on; motions on one case are heard one after the other, so that of two
 * claims one wins and the other is told who did.
 */
@ApplicationScoped
public class Docket {

    private static final int MOST_AT_ONCE = 64;

    private final Database database;
    private final ReviewCases cases;
    private final Consents consents;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Moments moments;
    private final GroupCommit<Motion, Answer> together = new GroupCommit<>(MOST_AT_ONCE, this::hear);

    public Docket(
            Database database,
            ReviewCases cases,
            Consents consents,
            IdempotencyKeys keys,
            Outbox outbox,
            Moments moments) {
        this.database = database;
        this.cases = cases;
        this.consents = consents;
        this.keys = keys;
        this.outbox = outbox;
        this.moments = moments;
    }

    /** @throws Problem when it is refused */
    public StoredResponse move(Motion motion) {
        return switch (together.submit(motion)) {
            case Answer.Given(StoredResponse response) -> response;
            case Answer.Refused(Problem problem) -> throw problem;
        };
    }

    /** All in one transaction, each with its own answer. */
    public List<Answer> moveAll(List<Motion> motions) {
        return hear(motions);
    }

    /**
     * The keys of requests are not looked up beforehand: they are written with the answers, and a key that is there
     * already turns the transaction around. Only then, and where a motion is refused, it is asked what a key stands for.
     */
    private List<Answer> hear(List<Motion> motions) {
        try {
            return database.transaction(tx -> new Session(tx, motions).hear());
        } catch (PgException refused) {
            if (!IdempotencyKeys.isKnownKey(refused)) {
                throw refused;
            }
            return database.transaction(tx -> new Session(tx, motions, claims(tx, motions)).hear());
        }
    }

    private final class Session {

        private final Transaction tx;
        private final List<Motion> motions;
        /** What each key stands for; null as long as nobody has asked. */
        private final @Nullable List<@Nullable Claim> claims;

        private final Set<List<String>> keysHere = new HashSet<>();
        private final Writes writes = new Writes(moments.now());
        private final List<Claim.Fresh> answered = new ArrayList<>();
        private final List<StoredResponse> responses = new ArrayList<>();

        Session(Transaction tx, List<Motion> motions) {
            this(tx, motions, null);
        }

        Session(Transaction tx, List<Motion> motions, @Nullable List<@Nullable Claim> claims) {
            this.tx = tx;
            this.motions = motions;
            this.claims = claims;
        }

        List<Answer> hear() {
            Set<UUID> ids = new LinkedHashSet<>();
            Set<UUID> filed = new LinkedHashSet<>();
            Set<UUID> rest = new LinkedHashSet<>();
            for (Motion motion : motions) {
                ids.add(motion.caseId().value());
                if (motion.needsPapers()) {
                    filed.add(motion.caseId().value());
                }
                motion.consents().forEach(consent -> rest.add(consent.value()));
            }
            // Consents before cases, as their withdrawal takes them: the two wait for one another instead of
            // deadlocking.
            Map<UUID, Consent> held = rest.isEmpty() ? Map.of() : consents.hold(tx, rest);
            ReviewCases.Locked locked = cases.lock(tx, ids, filed);

            List<Answer> answers = new ArrayList<>(motions.size());
            for (int i = 0; i < motions.size(); i++) {
                Motion motion = motions.get(i);
                Claim claim = claims == null ? asIfNew(motion) : claims.get(i);
                try (Scope inTheCallersTrace = motion.context().makeCurrent()) {
                    answers.add(hear(motion, claim, locked, held));
                }
            }
            if (!answered.isEmpty()) {
                writes.along(keys.remembering(answered, responses));
            }
            writes.flush(tx, outbox);
            return answers;
        }

        /** Of two requests with one key that come together, the second is in use. */
        private @Nullable Claim asIfNew(Motion motion) {
            IdempotencyKeys.Request request = motion.key().orElse(null);
            if (request == null) {
                return null;
            }
            String caller = request.caller().subject();
            return keysHere.add(List.of(caller, request.key()))
                    ? new Claim.Fresh(caller, request.key(), request.requestHash())
                    : new Claim.InUse();
        }

        private Answer hear(Motion motion, @Nullable Claim claim, ReviewCases.Locked locked, Map<UUID, Consent> held) {
            switch (claim) {
                case Claim.Replay replay -> {
                    return new Answer.Given(replay.response());
                }
                case Claim.InUse inUse -> {
                    return new Answer.Refused(inUse.problem());
                }
                case Claim.Mismatch mismatch -> {
                    return new Answer.Refused(mismatch.problem());
                }
                case Claim.Fresh fresh -> {}
                case null -> {}
            }
            UUID id = motion.caseId().value();
            StoredCase before = locked.cases().get(id);
            if (before == null || !motion.viewer().sees(before.reviewCase().file())) {
                return refused(motion, Problem.notFound("There is no review case " + id + " that you may see"));
            }
            Hearing hearing = new Hearing(tx, before, locked.papers().get(id), held, writes);
            Ruling ruling = rule(motion, hearing);
            StoredCase now;
            switch (ruling) {
                case Ruling.Refused refused -> {
                    return refused(
                            motion,
                            Refusals.problem(refused.rule(), refused.because())
                                    .withHeader("ETag", ETags.of(before.version())));
                }
                case Ruling.Already already -> now = before;
                case Ruling.Taken taken ->
                    now = motion.carryOut(taken, writes.advance(before, taken.next(), taken.entry()), hearing);
            }
            locked.cases().put(id, now);
            StoredResponse response = motion.answer(now);
            if (claim instanceof Claim.Fresh fresh) {
                answered.add(fresh);
                responses.add(response);
            }
            return new Answer.Given(response);
        }

        /** A request that is repeated finds the case as it has left it: it gets its first answer and no refusal. */
        private Answer refused(Motion motion, Problem problem) {
            if (claims == null && motion.key().isPresent()) {
                switch (keys.claimAll(tx, List.of(motion.key().get())).getFirst()) {
                    case Claim.Replay replay -> {
                        return new Answer.Given(replay.response());
                    }
                    case Claim.InUse inUse -> {
                        return new Answer.Refused(inUse.problem());
                    }
                    case Claim.Mismatch mismatch -> {
                        return new Answer.Refused(mismatch.problem());
                    }
                    case Claim.Fresh fresh -> {}
                }
            }
            return new Answer.Refused(problem);
        }

        private Ruling rule(Motion motion, Hearing hearing) {
            if (motion.ifVersion().isPresent()
                    && motion.ifVersion().getAsLong() != hearing.before().version()) {
                // A closed case answers how it was closed: that is what the loser of a race needs to hear.
                Ruling ruling = motion.action(hearing.before().reviewCase())
                        .on(hearing.before().reviewCase(), writes.moment());
                return ruling instanceof Ruling.Refused(Rule rule, String because) && rule == Rule.CASE_IS_OPEN
                        ? ruling
                        : new Ruling.Refused(
                                Rule.DECISION_IS_ON_WHAT_WAS_SEEN,
                                "Someone has changed the case since you read it. Look at it again, then decide.");
            }
            Optional<Ruling.Refused> objection = motion.objection(hearing);
            return objection.isPresent()
                    ? objection.get()
                    : motion.action(hearing.before().reviewCase())
                            .on(hearing.before().reviewCase(), writes.moment());
        }
    }

    private List<@Nullable Claim> claims(Transaction tx, List<Motion> motions) {
        List<IdempotencyKeys.Request> requests =
                motions.stream().map(Motion::key).flatMap(Optional::stream).toList();
        var claimed = keys.claimAll(tx, requests).iterator();
        List<@Nullable Claim> claims = new ArrayList<>(motions.size());
        for (Motion motion : motions) {
            claims.add(motion.key().isPresent() ? claimed.next() : null);
        }
        return claims;
    }
}
