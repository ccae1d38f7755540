package studio.clearance.approval.queue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ApprovalState;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.queue.SignOffView.PersonView;

/**
 * One case with everything a reviewer decides on.
 *
 * @param version what an {@code If-Match} on a decision must name: it rises with every change but a comment
 * @param evidence documents the partner attached to the use case, oldest first
 * @param differences what this revision changed against the one reviewed before; empty on a first review
 * @param previousCaseId the case this one continues: an earlier revision, or the contact's case before escalation
 * @param continuedBy the case that took this one's place
 * @param actions every action with whether this caller may take it now, and if not, why
 */
public record ReviewCaseView(
        UUID id,
        int version,
        UseCaseView useCase,
        Lane lane,
        CaseState state,
        Outcome outcome,
        AssessmentView assessment,
        List<SignOffView> signOffs,
        ClockView clock,
        Instant openedAt,
        List<EvidenceView> evidence,
        List<Difference> differences,
        @Nullable UUID previousCaseId,
        @Nullable UUID continuedBy,
        List<QuestionView> questions,
        List<CommentView> comments,
        List<HistoryEntry> history,
        @Nullable ApprovalView approval,
        List<ActionView> actions) {

    /** The revision under review, as the partner declared it. */
    public record UseCaseView(
            UUID id,
            String reference,
            int revision,
            String revisionHash,
            String title,
            String narrative,
            Party partner,
            Production production,
            PersonView submittedBy,
            @Nullable Contact studioContact,
            Map<String, Object> declaration,
            @Nullable Instant submittedAt) {}

    public record Party(
            String id, @Nullable String name, @Nullable String locale) {}

    public record Production(
            String id,
            @Nullable String title,
            @Nullable String locale,
            @Nullable String timeZone) {}

    public record Contact(
            @Nullable String username, @Nullable String name) {}

    /**
     * A document the partner attached; intake keeps it, under {@code /api/use-cases/{useCase.id}/documents/{id}}.
     *
     * @param revision that stood when it was attached
     * @param size in bytes
     * @param shows the requirement it is to show; null when the partner named none
     */
    public record EvidenceView(
            UUID id,
            int revision,
            String name,
            String mediaType,
            long size,
            String sha256,
            @Nullable String shows,
            String attachedBy,
            Instant attachedAt) {}

    /**
     * A question put to the partner.
     *
     * @param answer null while it is outstanding or when it was taken back
     */
    public record QuestionView(
            UUID id,
            String question,
            List<String> facts,
            PersonView askedBy,
            Instant askedAt,
            @Nullable Instant answerWantedBy,
            @Nullable String answer,
            @Nullable String answeredBy,
            @Nullable Instant closedAt) {}

    /**
     * @param audience {@code INTERNAL}: inside the studio only; {@code PARTNER}: the partner reads it too
     * @param mentions subjects of the colleagues named in it
     */
    public record CommentView(
            UUID id, PersonView author, Instant at, String text, Audience audience, List<String> mentions) {
        public enum Audience {
            INTERNAL,
            PARTNER
        }
    }

    /**
     * An entry of the case's audit chain.
     *
     * @param action as in the chain: {@code opened}, {@code claimed}, {@code signed} …
     * @param detail what the entry records besides; plain JSON values
     * @param hash of the entry, which covers all before it
     */
    public record HistoryEntry(
            int number,
            Instant at,
            String action,
            PersonView actor,
            @Nullable String onBehalfOf,
            int revision,
            Map<String, Object> detail,
            String hash) {}

    /** The written approval this case led to. */
    public record ApprovalView(UUID id, String number, ApprovalState state, Instant since, Instant expiresAt) {}

    /**
     * @param name {@code claim}, {@code release}, {@code assign}, {@code comment}, {@code ask}, {@code take-back},
     *     {@code grant}, {@code deny}, {@code clear}, {@code escalate}
     * @param slot the slot it would be for; null where the action concerns the whole case
     * @param why null when it is allowed; otherwise a sentence for the caller
     */
    public record ActionView(
            String name,
            @Nullable Slot slot,
            boolean allowed,
            @Nullable String why) {}
}
