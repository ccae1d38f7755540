package studio.clearance.approval.following;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Approval;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.Difference;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.RevisionComparison;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.persistence.Approvals;
import studio.clearance.approval.persistence.AssessmentPaper;
import studio.clearance.approval.persistence.Evidence;
import studio.clearance.approval.persistence.Papers;
import studio.clearance.approval.persistence.ReviewCases;
import studio.clearance.approval.persistence.StoredApproval;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.UseCasePaper;
import studio.clearance.approval.persistence.UseCases;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.ReceivedEvent;

/**
 * What the partner does to a use case while it is under review or after it was decided: revises it, withdraws it, answers a
 * question.
 */
@ApplicationScoped
public class FollowUseCases {

    private final UseCases useCases;
    private final ReviewCases cases;
    private final Approvals approvals;
    private final Evidence evidence;
    private final Moments moments;
    private final Outbox outbox;

    public FollowUseCases(
            UseCases useCases,
            ReviewCases cases,
            Approvals approvals,
            Evidence evidence,
            Moments moments,
            Outbox outbox) {
        this.useCases = useCases;
        this.cases = cases;
        this.approvals = approvals;
        this.evidence = evidence;
        this.moments = moments;
        this.outbox = outbox;
    }

    /** @throws studio.clearance.kit.events.UnreadableEvent when one of them is not what its type says */
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        Map<Boolean, List<PartnerNews>> told = events.stream()
                .map(PartnerNews::read)
                .filter(PartnerNews::concernsReview)
                .collect(Collectors.partitioningBy(PartnerNews.Attached.class::isInstance));
        List<Evidence.Piece> pieces = told.getOrDefault(true, List.of()).stream()
                .map(PartnerNews.Attached.class::cast)
                .map(PartnerNews.Attached::piece)
                .toList();
        if (!pieces.isEmpty()) {
            evidence.note(tx, pieces);
        }
        List<PartnerNews> news = told.getOrDefault(false, List.of());
        if (news.isEmpty()) {
            return;
        }
        List<UseCases.News> lasting =
                news.stream().flatMap(PartnerNews::lasting).toList();
        if (!lasting.isEmpty()) {
            useCases.note(tx, lasting);
        }
        Set<UUID> ids = new LinkedHashSet<>();
        news.forEach(each -> ids.add(each.useCaseId()));
        Map<UUID, StoredCase> open = new HashMap<>(cases.lockOpenOf(tx, ids));
        Map<UUID, StoredApproval> living =
                lasting.isEmpty() ? Map.of() : new HashMap<>(approvals.lockLivingOf(tx, ids));
        Map<UUID, Papers> papers = papers(tx, open, living);

        Writes writes = new Writes(moments.now());
        for (PartnerNews each : news) {
            UUID id = each.useCaseId();
            StoredCase current = open.get(id);
            StoredApproval approval = living.get(id);
            switch (each) {
                case PartnerNews.Revised revised -> {
                    if (current != null) {
                        revised(current, revised, papers, writes);
                    }
                    if (approval != null) {
                        revised(approval, revised, papers, writes);
                    }
                }
                case PartnerNews.Withdrawn withdrawn -> {
                    if (current != null) {
                        withdrawn(current, withdrawn, writes);
                    }
                    if (approval != null) {
                        withdrawn(approval, withdrawn, writes);
                    }
                }
                case PartnerNews.Attached alreadyNoted -> {
                    continue;
                }
                case PartnerNews.Answered answered -> {
                    if (current != null) {
                        open.put(id, answered(current, answered, writes));
                    }
                    continue;
                }
            }
            // What was closed or ended here is not there for the next news of the same poll.
            open.remove(id);
            living.remove(id);
        }
        writes.flush(tx, outbox);
    }

    private Map<UUID, Papers> papers(Transaction tx, Map<UUID, StoredCase> open, Map<UUID, StoredApproval> living) {
        List<UUID> filed = new ArrayList<>();
        open.values().forEach(stored -> filed.add(stored.chain().caseId()));
        living.values().forEach(stored -> filed.add(stored.grantedIn().chain().caseId()));
        return filed.isEmpty() ? Map.of() : cases.papers(tx, filed);
    }

    private static void revised(
            StoredCase current, PartnerNews.Revised revised, Map<UUID, Papers> papers, Writes writes) {
        ReviewCase reviewed = current.reviewCase();
        Ruling ruling = new CaseAction.Supersede(revised.useCase().revision()).on(reviewed, writes.moment());
        if (ruling instanceof Ruling.Taken taken) {
            List<Difference> differences = RevisionComparison.between(
                            fields(papers, current), revised.useCase().fields(), Set.of())
                    .differences();
            writes.advance(current, taken.next(), taken.entry());
            dropQuestion(reviewed, writes);
            writes.publish(new ApprovalEvent.ReviewCaseSuperseded(
                            About.of(reviewed.file()), revised.useCase().revision(), differences, writes.now())
                    .at(writes.now())
                    .causedBy(revised.cause()));
        }
    }

    /**
     * An approval whose ground has visibly moved ends now. One whose cited facts are untouched waits for what triage says of
     * the new revision: it may find something in an answer that meant nothing before.
     */
    private static void revised(
            StoredApproval stored, PartnerNews.Revised revised, Map<UUID, Papers> papers, Writes writes) {
        int revision = revised.useCase().revision();
        boolean old = revision <= stored.approval().about().file().revision()
                || (stored.upheldRevision() != null && revision <= stored.upheldRevision());
        if (old || !(stored.approval() instanceof Approval.Living approval)) {
            return;
        }
        Papers granted =
                Objects.requireNonNull(papers.get(stored.grantedIn().chain().caseId()));
        RevisionComparison comparison = RevisionComparison.between(
                fields(papers, stored.grantedIn()),
                revised.useCase().fields(),
                AssessmentPaper.read(granted.assessment()).citedFacts());
        if (!comparison.touches()) {
            return;
        }
        Approval.Taken taken = approval.supersede(comparison.whyTouched(), null, writes.now());
        writes.note(stored.grantedIn(), taken.entry());
        writes.change(taken.next());
        writes.publish(new ApprovalEvent.ApprovalSuperseded(
                        About.of(approval.about().file()),
                        approval.about().id().value(),
                        ApprovalEvent.ApprovalSuperseded.Because.REVISED,
                        null,
                        revision,
                        comparison.differences(),
                        writes.now())
                .at(writes.now())
                .causedBy(revised.cause()));
    }

    private static void withdrawn(StoredCase current, PartnerNews.Withdrawn withdrawn, Writes writes) {
        ReviewCase reviewed = current.reviewCase();
        if (new CaseAction.Withdraw(withdrawn.by()).on(reviewed, writes.moment()) instanceof Ruling.Taken taken) {
            writes.advance(current, taken.next(), taken.entry());
            dropQuestion(reviewed, writes);
            writes.publish(new ApprovalEvent.ReviewCaseWithdrawn(About.of(reviewed.file()), writes.now())
                    .at(writes.now())
                    .causedBy(withdrawn.cause()));
        }
    }

    /** A letter for a use that nobody means to make any more must not lie about as if it held. */
    private static void withdrawn(StoredApproval stored, PartnerNews.Withdrawn withdrawn, Writes writes) {
        if (stored.approval() instanceof Approval.Living approval) {
            String reason = "The partner withdrew the use.";
            Approval.Taken taken = approval.revoke(withdrawn.by(), reason, writes.now());
            writes.note(stored.grantedIn(), taken.entry());
            writes.change(taken.next());
            writes.publish(new ApprovalEvent.ApprovalRevoked(
                            About.of(approval.about().file()),
                            approval.about().id().value(),
                            reason,
                            ApprovalEvent.Name.of(withdrawn.by()),
                            writes.now())
                    .at(writes.now())
                    .causedBy(withdrawn.cause()));
        }
    }

    private static StoredCase answered(StoredCase current, PartnerNews.Answered answered, Writes writes) {
        Ruling ruling = new CaseAction.Answer(answered.by(), answered.question(), answered.answer())
                .on(current.reviewCase(), writes.moment());
        if (ruling instanceof Ruling.Taken taken) {
            writes.closeQuestion(
                    answered.question(), answered.answer(), answered.by().name());
            return writes.advance(current, taken.next(), taken.entry());
        }
        return current;
    }

    private static void dropQuestion(ReviewCase reviewed, Writes writes) {
        if (reviewed instanceof ReviewCase.InformationRequested asked) {
            writes.closeQuestion(asked.question().id(), null, null);
        }
    }

    private static Map<String, Object> fields(Map<UUID, Papers> papers, StoredCase stored) {
        @Nullable Papers filed = papers.get(stored.chain().caseId());
        return UseCasePaper.read(Objects.requireNonNull(filed).useCase()).fields();
    }
}
