package studio.clearance.triage.triaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.governing.PolicyInForce;
import studio.clearance.triage.governing.StoredDeclarations;
import studio.clearance.triage.messaging.DecisionEvents;
import studio.clearance.triage.messaging.SubmittedUseCase;
import studio.clearance.triage.messaging.WithdrawnUseCase;
import studio.clearance.triage.persistence.Fate;
import studio.clearance.triage.persistence.Fates;
import studio.clearance.triage.persistence.RevisionKey;
import studio.clearance.triage.persistence.Submission;
import studio.clearance.triage.persistence.Submissions;
import studio.clearance.triage.persistence.Triage;
import studio.clearance.triage.persistence.Triages;
import studio.clearance.triage.policy.Policy;

/** Decides what was submitted, a poll at a time: the declarations, the decisions and their events are three statements however many there are. */
@ApplicationScoped
public class TriageUseCases implements EventHandler {

    /** From so many on, both cores decide; below, handing over costs more than it brings. */
    private static final int WORTH_SHARING = 4;

    private final Submissions submissions;
    private final Triages triages;
    private final Fates fates;
    private final PolicyInForce inForce;
    private final StoredDeclarations declarations;
    private final Outbox outbox;
    private final Clock clock;

    TriageUseCases(
            Submissions submissions,
            Triages triages,
            Fates fates,
            PolicyInForce inForce,
            StoredDeclarations declarations,
            Outbox outbox,
            Clock clock) {
        this.submissions = submissions;
        this.triages = triages;
        this.fates = fates;
        this.inForce = inForce;
        this.declarations = declarations;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Set<String> types() {
        return Set.of(SubmittedUseCase.TYPE, WithdrawnUseCase.TYPE);
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        List<Arrival> arrivals = new ArrayList<>(events.size());
        List<Fate> withdrawals = new ArrayList<>();
        Instant now = clock.instant();
        for (ReceivedEvent event : events) {
            if (event.type().equals(SubmittedUseCase.TYPE)) {
                arrivals.add(Arrival.of(event, now));
            } else {
                withdrawals.add(withdrawal(event.read(WithdrawnUseCase.class)));
            }
        }
        if (!arrivals.isEmpty()) {
            triage(tx, arrivals, now);
        }
        fates.record(tx, withdrawals);
    }

    private void triage(Transaction tx, List<Arrival> arrivals, Instant now) {
        Set<RevisionKey> fresh = submissions.record(
                tx, arrivals.stream().map(Arrival::submission).toList());
        // A revision that was announced twice, under two event ids, is decided once.
        List<Arrival> undecided = arrivals.stream()
                .filter(arrival -> fresh.remove(arrival.submission().key()))
                .toList();
        if (undecided.isEmpty()) {
            return;
        }
        Policy policy = inForce.at(now);
        List<Decision> decisions = (undecided.size() < WORTH_SHARING ? undecided.stream() : undecided.parallelStream())
                .map(arrival -> decide(policy, arrival, now))
                .toList();
        triages.record(tx, decisions.stream().map(Decision::triage).toList());
        outbox.append(
                tx,
                decisions.stream()
                        .flatMap(decision -> decision.events().stream())
                        .toList());
    }

    private Decision decide(Policy policy, Arrival arrival, Instant now) {
        Submission submission = arrival.submission();
        Assessment assessment = policy.assess(declarations.read(submission.declaration()));
        Triage triage = Triage.of(TimeOrderedIds.next(), submission.key(), assessment, null, now);
        return new Decision(
                triage,
                DecisionEvents.of(triage, assessment, submission.revisionHash(), submission.submitted()).stream()
                        .map(event -> event.causedBy(arrival.event()))
                        .toList());
    }

    private static Fate withdrawal(WithdrawnUseCase withdrawn) {
        return new Fate(
                new RevisionKey(withdrawn.useCaseId(), withdrawn.revision()),
                Fate.End.WITHDRAWN,
                withdrawn.withdrawnAt());
    }

    /** A submission and the event that brought it. */
    private record Arrival(ReceivedEvent event, Submission submission) {

        static Arrival of(ReceivedEvent event, Instant now) {
            SubmittedUseCase useCase = SubmittedUseCase.of(event);
            return new Arrival(
                    event,
                    new Submission(
                            useCase.useCaseId(),
                            useCase.revision(),
                            useCase.revisionHash(),
                            useCase.reference(),
                            useCase.partnerId(),
                            useCase.declaration(),
                            event.data(),
                            now));
        }
    }

    private record Decision(Triage triage, List<OutgoingEvent> events) {}
}
