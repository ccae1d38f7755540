package studio.clearance.approval.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Difference;
import studio.clearance.approval.domain.Holder;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Reason;
import studio.clearance.kit.Json;
import studio.clearance.kit.events.OutgoingEvent;

/**
 * What this service tells the others: the wire form of each event, version 1. The schemas and examples beside the sources
 * are the contract; a record's name is its event's name.
 */
public sealed interface ApprovalEvent {

    About about();

    /** The event on its way out, in the trace of the current span. */
    default OutgoingEvent at(Instant time) {
        return OutgoingEvent.of(getClass().getSimpleName(), 1, about().useCaseId(), time, Json.write(this));
    }

    record ApprovalGranted(
            @JsonUnwrapped About about,
            UUID approvalId,
            String number,
            String scope,
            List<Says> conditions,
            List<Says> forbiddenUses,
            Instant effectiveFrom,
            Instant expiresAt,
            URI verifyUrl,
            List<Decider> deciders,
            @Nullable UUID renews,
            Instant grantedAt)
            implements ApprovalEvent {}

    record ApprovalDenied(@JsonUnwrapped About about, List<Reason> reasons, List<Decider> deciders, Instant deniedAt)
            implements ApprovalEvent {}

    record ReviewCleared(@JsonUnwrapped About about, String note, Name clearedBy, Instant clearedAt)
            implements ApprovalEvent {}

    record ReviewEscalated(
            @JsonUnwrapped About about,
            String lane,
            String note,
            UUID continuedBy,
            Name escalatedBy,
            Instant escalatedAt)
            implements ApprovalEvent {}

    record InformationRequested(
            @JsonUnwrapped About about,
            UUID informationRequestId,
            String question,
            List<String> facts,
            @Nullable Instant answerWantedBy,
            Name requestedBy,
            Instant requestedAt)
            implements ApprovalEvent {}

    record ReviewCommentShared(@JsonUnwrapped About about, UUID commentId, String text, Name author, Instant writtenAt)
            implements ApprovalEvent {}

    record ReviewCaseWithdrawn(@JsonUnwrapped About about, Instant withdrawnAt) implements ApprovalEvent {}

    record ReviewCaseSuperseded(
            @JsonUnwrapped About about, int newRevision, List<Difference> differences, Instant supersededAt)
            implements ApprovalEvent {}

    record ReviewCaseStoodDown(@JsonUnwrapped About about, UUID triageId, String policyVersion, Instant stoodDownAt)
            implements ApprovalEvent {}

    record ReviewDue(
            @JsonUnwrapped About about,
            String mark,
            String lane,
            Instant dueAt,
            List<String> assignees,
            @Nullable String escalatedTo,
            Instant markedAt)
            implements ApprovalEvent {}

    record ApprovalRevoked(
            @JsonUnwrapped About about, UUID approvalId, String reason, Name revokedBy, Instant revokedAt)
            implements ApprovalEvent {}

    record ApprovalExpired(@JsonUnwrapped About about, UUID approvalId, Instant expiredAt) implements ApprovalEvent {}

    record ApprovalSuspended(
            @JsonUnwrapped About about,
            UUID approvalId,
            String reason,
            @Nullable UUID consentId,
            Instant suspendedAt) implements ApprovalEvent {}

    record ApprovalReinstated(
            @JsonUnwrapped About about, UUID approvalId, String reason, Name reinstatedBy, Instant reinstatedAt)
            implements ApprovalEvent {}

    record ApprovalSuperseded(
            @JsonUnwrapped About about,
            UUID approvalId,
            Because because,
            @Nullable UUID replacedBy,
            @Nullable Integer newRevision,
            List<Difference> differences,
            Instant supersededAt)
            implements ApprovalEvent {

        public enum Because {
            REVISED,
            RENEWED
        }
    }

    record ApprovalUpheld(
            @JsonUnwrapped About about,
            UUID approvalId,
            int newRevision,
            String why,
            List<Difference> differences,
            Instant upheldAt)
            implements ApprovalEvent {}

    record Says(String says) {}

    record Name(String name) {
        public static Name of(Person person) {
            return new Name(person.name());
        }
    }

    record Decider(String slot, String name, @Nullable String onBehalfOf) {

        public static Decider of(String slot, Holder by) {
            return new Decider(
                    slot,
                    by.person().name(),
                    by.onBehalfOf() == null ? null : by.onBehalfOf().name());
        }
    }
}
