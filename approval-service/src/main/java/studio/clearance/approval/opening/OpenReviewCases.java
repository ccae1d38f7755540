package studio.clearance.approval.opening;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Approval;
import studio.clearance.approval.domain.AuditEntry;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.domain.Difference;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.RevisionComparison;
import studio.clearance.approval.domain.RevisionHash;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.domain.UseCaseId;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.persistence.Approvals;
import studio.clearance.approval.persistence.AssessmentPaper;
import studio.clearance.approval.persistence.NewCase;
import studio.clearance.approval.persistence.Papers;
import studio.clearance.approval.persistence.ReviewCases;
import studio.clearance.approval.persistence.StoredApproval;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.UseCasePaper;
import studio.clearance.approval.persistence.UseCases;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.Moments;
import studio.clearance.approval.settings.ReviewPolicies;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.ReceivedEvent;

/**
 * Opens a case for every use that triage sends on. The first time is the common one and costs two statements for a whole
 * poll; only a use case that was here before is held against its earlier review.
 */
@ApplicationScoped
public class OpenReviewCases {

    private final UseCases useCases;
    private final ReviewCases cases;
    private final Approvals approvals;
    private final ReviewPolicies policies;
    private final Moments moments;
    private final Outbox outbox;
    private final MeterRegistry meters;

    public OpenReviewCases(
            UseCases useCases,
            ReviewCases cases,
            Approvals approvals,
            ReviewPolicies policies,
            Moments moments,
            Outbox outbox,
            MeterRegistry meters) {
        this.useCases = useCases;
        this.cases = cases;
        this.approvals = approvals;
        this.policies = policies;
        this.moments = moments;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** @throws studio.clearance.kit.events.UnreadableEvent when one of them is no EscalationRequested */
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        List<Escalation> escalations = events.stream().map(Escalation::read).toList();
        Map<UUID, UseCases.Known> known = useCases.note(
                tx,
                escalations.stream()
                        .map(e -> new UseCases.News(e.useCaseId(), e.revision(), null))
                        .toList());
        Past past = Past.of(tx, cases, approvals, returning(escalations, known));
        Writes writes = new Writes(moments.now());
        for (Escalation escalation : escalations) {
            UseCases.Known standing = Objects.requireNonNull(known.get(escalation.useCaseId()));
            if (standing.withdrawn() || escalation.revision() < standing.latestRevision()) {
                meters.counter("clearance.cases.overtaken").increment();
            } else {
                open(escalation, past, writes);
            }
        }
        writes.flush(tx, outbox);
    }

    /** Use cases that were here before, or are in this poll twice. */
    private static Set<UUID> returning(List<Escalation> escalations, Map<UUID, UseCases.Known> known) {
        Set<UUID> seen = new LinkedHashSet<>();
        Set<UUID> returning = new LinkedHashSet<>();
        for (Escalation escalation : escalations) {
            UUID id = escalation.useCaseId();
            if (!Objects.requireNonNull(known.get(id)).isNew() || !seen.add(id)) {
                returning.add(id);
            }
        }
        return returning;
    }

    private void open(Escalation escalation, Past past, Writes writes) {
        UUID useCase = escalation.useCaseId();
        StoredCase earlier = past.latest().get(useCase);
        if (earlier == null) {
            past.latest().put(useCase, open(escalation, null, List.of(), writes));
            return;
        }
        CaseFile before = earlier.reviewCase().file();
        boolean sameRevision = before.revision() == escalation.revision();
        boolean open = earlier.reviewCase().state().isOpen();
        boolean undecided = open || stoodDown(earlier.reviewCase());
        if (sameRevision && !(undecided && escalation.policyChanged())) {
            return; // It has its case, or has been decided: told twice.
        }
        List<Difference> differences = past.differences(earlier, escalation);
        StoredApproval approval = past.living().get(useCase);
        if (approval != null && upheld(approval, escalation, past, writes)) {
            return;
        }
        if (open) {
            supersede(earlier, escalation, differences, writes);
        }
        past.latest().put(useCase, open(escalation, earlier, sameRevision ? List.of() : differences, writes));
    }

    /** Where a newer revision or another lane took a case's place, that one is the latest. */
    private static boolean stoodDown(ReviewCase latest) {
        return latest instanceof ReviewCase.Superseded superseded && superseded.continuedBy() == null;
    }

    private static void supersede(
            StoredCase earlier, Escalation escalation, List<Difference> differences, Writes writes) {
        ReviewCase reviewed = earlier.reviewCase();
        int newRevision = escalation.revision();
        boolean sameRevision = reviewed.file().revision() == newRevision;
        // Under a newer policy the same revision is looked at afresh.
        Ruling ruling =
                new CaseAction.Supersede(sameRevision ? newRevision + 1 : newRevision).on(reviewed, writes.moment());
        if (ruling instanceof Ruling.Taken taken) {
            writes.advance(earlier, taken.next(), taken.entry());
            if (reviewed instanceof ReviewCase.InformationRequested asked) {
                writes.closeQuestion(asked.question().id(), null, null);
            }
            if (!sameRevision) {
                writes.publish(new ApprovalEvent.ReviewCaseSuperseded(
                                About.of(reviewed.file()), newRevision, differences, writes.now())
                        .at(writes.now())
                        .causedBy(escalation.cause()));
            }
        }
    }

    /** Whether a living approval goes on holding: then nobody needs to look. Otherwise it is superseded. */
    private static boolean upheld(StoredApproval stored, Escalation escalation, Past past, Writes writes) {
        if (!(stored.approval() instanceof Approval.Living approval)) {
            return false;
        }
        int grantedOn = approval.about().file().revision();
        if (grantedOn == escalation.revision()) {
            return true;
        }
        Papers granted = past.papersOf(stored.grantedIn());
        AssessmentPaper rests = AssessmentPaper.read(granted.assessment());
        RevisionComparison comparison = RevisionComparison.between(
                UseCasePaper.read(granted.useCase()).fields(),
                UseCasePaper.read(escalation.useCaseJson()).fields(),
                rests.citedFacts());
        About about = About.of(approval.about().file());
        if (!comparison.touches() && rests.demandsTheSameAs(escalation.assessment())) {
            writes.note(
                    stored.grantedIn(),
                    new AuditEntry(
                            "approval-upheld",
                            Person.SYSTEM,
                            null,
                            writes.now(),
                            grantedOn,
                            Map.of("newRevision", escalation.revision(), "why", comparison.whyUntouched())));
            writes.uphold(
                    approval,
                    escalation.revision(),
                    new Papers(escalation.useCaseJson(), escalation.assessmentJson(), null));
            writes.publish(new ApprovalEvent.ApprovalUpheld(
                            about,
                            approval.about().id().value(),
                            escalation.revision(),
                            comparison.whyUntouched(),
                            comparison.differences(),
                            writes.now())
                    .at(writes.now())
                    .causedBy(escalation.cause()));
            return true;
        }
        String why = comparison.touches()
                ? comparison.whyTouched()
                : "The guidance demands something else of the new revision.";
        Approval.Taken taken = approval.supersede(why, null, writes.now());
        writes.note(stored.grantedIn(), taken.entry());
        writes.change(taken.next());
        writes.publish(new ApprovalEvent.ApprovalSuperseded(
                        about,
                        approval.about().id().value(),
                        ApprovalEvent.ApprovalSuperseded.Because.REVISED,
                        null,
                        escalation.revision(),
                        comparison.differences(),
                        writes.now())
                .at(writes.now())
                .causedBy(escalation.cause()));
        return false;
    }

    private StoredCase open(
            Escalation escalation, @Nullable StoredCase earlier, List<Difference> differences, Writes writes) {
        UseCasePaper.Head useCase = escalation.useCase();
        Outcome outcome = Outcome.valueOf(escalation.assessment().outcome());
        CaseFile file = new CaseFile(
                new CaseId(TimeOrderedIds.next()),
                new UseCaseId(escalation.useCaseId()),
                useCase.reference(),
                escalation.revision(),
                new RevisionHash(useCase.revisionHash()),
                escalation.lane(),
                outcome,
                useCase.submittedBy().subject(),
                useCase.partner().id(),
                useCase.production().id(),
                policies.slots()
                        .slotsFor(escalation.lane(), escalation.assessment().fired()));
        Duration target = policies.target(escalation.lane(), outcome);
        NewCase newCase = new NewCase(
                ReviewCase.open(file, target, writes.moment()),
                useCase.title(),
                useCase.partner().name(),
                useCase.production().title(),
                escalation.assessment().leading(),
                earlier == null ? null : earlier.reviewCase().file().id().value(),
                earlier != null && earlier.reviewCase().file().revision() < escalation.revision(),
                new Papers(
                        escalation.useCaseJson(),
                        escalation.assessmentJson(),
                        differences.isEmpty()
                                ? null
                                : new String(Json.write(differences), java.nio.charset.StandardCharsets.UTF_8)));
        Map<String, String> origin = earlier == null
                ? Map.of()
                : Map.of("continues", earlier.chain().caseId().toString());
        return writes.open(newCase, AuditEntry.opened(Person.SYSTEM, writes.now(), file, origin));
    }

    /** What returning use cases bring with them. */
    private record Past(Map<UUID, StoredCase> latest, Map<UUID, StoredApproval> living, Map<UUID, Papers> papers) {

        static Past of(Transaction tx, ReviewCases cases, Approvals approvals, Set<UUID> returning) {
            if (returning.isEmpty()) {
                return new Past(new LinkedHashMap<>(), Map.of(), Map.of());
            }
            Map<UUID, StoredCase> open = cases.lockOpenOf(tx, returning);
            Map<UUID, StoredApproval> living = approvals.lockLivingOf(tx, returning);
            Map<UUID, StoredCase> latest = new LinkedHashMap<>(cases.latestOf(tx, returning));
            latest.putAll(open);
            List<UUID> filed = new ArrayList<>();
            latest.values().forEach(stored -> filed.add(stored.chain().caseId()));
            living.values()
                    .forEach(stored -> filed.add(stored.grantedIn().chain().caseId()));
            return new Past(latest, living, filed.isEmpty() ? Map.of() : cases.papers(tx, filed));
        }

        Papers papersOf(StoredCase stored) {
            return Objects.requireNonNull(papers.get(stored.chain().caseId()));
        }

        List<Difference> differences(StoredCase earlier, Escalation escalation) {
            Papers filed = papers.get(earlier.chain().caseId());
            if (filed == null) {
                return List.of(); // Opened in this very poll: what it was compared with stays as it is.
            }
            return RevisionComparison.between(
                            UseCasePaper.read(filed.useCase()).fields(),
                            UseCasePaper.read(escalation.useCaseJson()).fields(),
                            Set.of())
                    .differences();
        }
    }
}
