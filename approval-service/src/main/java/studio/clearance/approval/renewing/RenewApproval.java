package studio.clearance.approval.renewing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import studio.clearance.approval.docket.Refusals;
import studio.clearance.approval.docket.Standing;
import studio.clearance.approval.domain.ApprovalState;
import studio.clearance.approval.domain.AuditEntry;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.RevisionHash;
import studio.clearance.approval.domain.Rule;
import studio.clearance.approval.persistence.Approvals;
import studio.clearance.approval.persistence.AssessmentPaper;
import studio.clearance.approval.persistence.NewCase;
import studio.clearance.approval.persistence.Papers;
import studio.clearance.approval.persistence.ReviewCases;
import studio.clearance.approval.persistence.StoredApproval;
import studio.clearance.approval.persistence.UseCasePaper;
import studio.clearance.approval.persistence.UseCases;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.Moments;
import studio.clearance.approval.settings.ReviewPolicies;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Problem;

/**
 * Puts a use before legal again, because its letter ends or has ended. The renewal is a decision like the
 * first, with every signature; the new letter takes the place of the old one.
 */
@ApplicationScoped
class RenewApproval {

    private static final Set<ApprovalState> RENEWABLE =
            Set.of(ApprovalState.IN_FORCE, ApprovalState.SUSPENDED, ApprovalState.EXPIRED);

    private final UseCases useCases;
    private final ReviewCases cases;
    private final Approvals approvals;
    private final ReviewPolicies policies;
    private final Outbox outbox;
    private final Moments moments;

    RenewApproval(
            UseCases useCases,
            ReviewCases cases,
            Approvals approvals,
            ReviewPolicies policies,
            Outbox outbox,
            Moments moments) {
        this.useCases = useCases;
        this.cases = cases;
        this.approvals = approvals;
        this.policies = policies;
        this.outbox = outbox;
        this.moments = moments;
    }

    /** @throws Problem 404, 409 when the approval or its use no longer allows it */
    Standing renew(Transaction tx, Caller caller, UUID id) {
        // The use case first, like everybody who opens cases; which one it is never changes.
        UUID useCase = approvals.useCaseOf(tx, id).orElseThrow(() -> Problem.notFound("There is no approval " + id));
        UseCases.Known known = Objects.requireNonNull(
                useCases.note(tx, List.of(new UseCases.News(useCase, 1, null))).get(useCase));
        boolean underReview = !cases.lockOpenOf(tx, Set.of(useCase)).isEmpty();
        StoredApproval stored = approvals.lock(tx, id).orElseThrow();
        CaseFile granted = stored.approval().about().file();
        if (!RENEWABLE.contains(stored.approval().state())) {
            throw Refusals.problem(
                    Rule.APPROVAL_IS_LIVING, "It was taken back or replaced: there is nothing to renew.");
        }
        Integer upheld = stored.upheldRevision();
        if (known.withdrawn() || known.latestRevision() != (upheld == null ? granted.revision() : upheld)) {
            throw Refusals.problem(
                    Rule.APPROVAL_IS_LIVING,
                    "The use was withdrawn or declared anew since; only what was approved is renewed.");
        }
        if (underReview) {
            throw Refusals.problem(Rule.ACTION_FITS_THE_STATE, "The use is under review already.");
        }
        StoredApproval living = approvals.lockLivingOf(tx, Set.of(useCase)).get(useCase);
        if (living != null && !living.approval().about().id().value().equals(id)) {
            throw Refusals.problem(Rule.APPROVAL_IS_LIVING, "A newer letter has taken its place.");
        }
        Papers papers = approvals
                .upheldPapers(tx, id)
                .orElseGet(() -> Objects.requireNonNull(
                        cases.papers(tx, Set.of(granted.id().value()))
                                .get(granted.id().value())));
        Writes writes = new Writes(moments.now());
        Standing opened = open(stored, caller, papers, writes);
        writes.flush(tx, outbox);
        return opened;
    }

    /** On the newest revision the letter holds for, which the new letter then names. */
    private Standing open(StoredApproval stored, Caller caller, Papers papers, Writes writes) {
        CaseFile granted = stored.approval().about().file();
        UseCasePaper.Head useCase = UseCasePaper.Head.read(papers.useCase());
        AssessmentPaper assessment = AssessmentPaper.read(papers.assessment());
        CaseFile file = new CaseFile(
                new CaseId(TimeOrderedIds.next()),
                granted.useCase(),
                granted.reference(),
                useCase.revision(),
                new RevisionHash(useCase.revisionHash()),
                Lane.LEGAL,
                Outcome.valueOf(assessment.outcome()),
                useCase.submittedBy().subject(),
                granted.partner(),
                granted.production(),
                policies.slots().slotsFor(Lane.LEGAL, assessment.fired()));
        return Standing.of(writes.open(
                new NewCase(
                        ReviewCase.open(file, policies.target(Lane.LEGAL, file.outcome()), writes.moment()),
                        useCase.title(),
                        useCase.partner().name(),
                        useCase.production().title(),
                        assessment.leading(),
                        granted.id().value(),
                        true,
                        new Papers(papers.useCase(), papers.assessment(), null)),
                AuditEntry.opened(
                        new Person(caller.subject(), caller.name()),
                        writes.now(),
                        file,
                        Map.of("renews", stored.approval().about().id().toString()))));
    }
}
