package studio.clearance.intake.progress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.Lane;
import studio.clearance.intake.domain.News;
import studio.clearance.intake.domain.Outcome;
import studio.clearance.intake.domain.WrittenApproval;
import studio.clearance.intake.persistence.TimelineEntry;
import studio.clearance.intake.persistence.TimelineEntry.Kind;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;

/**
 * The events of triage and approval, each with what a partner is told of it: written back as JSON, a form is the details of
 * its entry in the timeline.
 */
sealed interface Told {

    Map<String, Class<? extends Told>> FORMS = Map.ofEntries(
            form("Triaged", Triaged.class),
            form("InformationRequested", InformationRequested.class),
            form("ReviewCommentShared", ReviewCommentShared.class),
            form("ReviewEscalated", ReviewEscalated.class),
            form("ReviewCleared", ReviewCleared.class),
            form("ReviewCaseStoodDown", ReviewCaseStoodDown.class),
            form("ApprovalGranted", ApprovalGranted.class),
            form("ApprovalDenied", ApprovalDenied.class),
            form("ApprovalUpheld", ApprovalUpheld.class),
            form("ApprovalSuspended", ApprovalSuspended.class),
            form("ApprovalReinstated", ApprovalReinstated.class),
            form("ApprovalRevoked", ApprovalRevoked.class),
            form("ApprovalExpired", ApprovalExpired.class),
            form("ApprovalSuperseded", ApprovalSuperseded.class));

    static Set<String> types() {
        return FORMS.keySet();
    }

    static Told in(ReceivedEvent event) {
        Class<? extends Told> form = FORMS.get(event.type());
        if (form == null) throw new IllegalArgumentException("nobody asked for " + event.type());
        return event.read(form);
    }

    @JsonIgnore
    Kind kind();

    News news(Instant at);

    /** The name of the person who did it. */
    @JsonIgnore
    default @Nullable String by() {
        return null;
    }

    default String details() {
        return TimelineEntry.json(this);
    }

    private static Map.Entry<String, Class<? extends Told>> form(String name, Class<? extends Told> form) {
        return Map.entry(OutgoingEvent.typeOf(name, 1), form);
    }

    record Person(String name) {}

    record Decider(String slot, String name) {}

    record Says(@Nullable String clause, String says) {}

    record Difference(
            String field, @Nullable Object before, @Nullable Object after) {}

    record Triaged(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            Outcome outcome,
            LaneName lane,
            List<Clause> clauses,
            List<String> requirements,
            List<String> openQuestions,
            Policy policy)
            implements Told {

        record Clause(
                String id,
                String heading,
                String demand,
                String certainty,
                @Nullable String displacedBy) {}

        record Policy(String id, String version) {}

        enum LaneName {
            none,
            contact,
            legal;

            @Nullable
            Lane lane() {
                return switch (this) {
                    case none -> null;
                    case contact -> Lane.CONTACT;
                    case legal -> Lane.LEGAL;
                };
            }
        }

        @Override
        public Kind kind() {
            return Kind.TRIAGED;
        }

        @Override
        public News news(Instant at) {
            return new News.Triaged(revision, at, outcome, lane.lane());
        }
    }

    record InformationRequested(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            UUID informationRequestId,
            String question,
            List<String> facts,
            @Nullable Instant answerWantedBy,
            Person requestedBy)
            implements Told {

        @Override
        public Kind kind() {
            return Kind.INFORMATION_REQUESTED;
        }

        @Override
        public String by() {
            return requestedBy.name();
        }

        @Override
        public News news(Instant at) {
            return new News.InformationRequested(revision, at, informationRequestId);
        }
    }

    record ReviewCommentShared(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            String text,
            Person author) implements Told {

        @Override
        public Kind kind() {
            return Kind.COMMENTED;
        }

        @Override
        public String by() {
            return author.name();
        }

        @Override
        public News news(Instant at) {
            return new News.Remark(revision, at);
        }
    }

    record ReviewEscalated(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            String lane,
            Person escalatedBy) implements Told {

        @Override
        public Kind kind() {
            return Kind.ESCALATED;
        }

        @Override
        public String by() {
            return escalatedBy.name();
        }

        @Override
        public News news(Instant at) {
            return new News.Escalated(revision, at);
        }
    }

    record ReviewCleared(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            String note,
            Person clearedBy) implements Told {

        @Override
        public Kind kind() {
            return Kind.REVIEW_CLEARED;
        }

        @Override
        public String by() {
            return clearedBy.name();
        }

        @Override
        public News news(Instant at) {
            return new News.ReviewCleared(revision, at);
        }
    }

    record ReviewCaseStoodDown(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            String policyVersion) implements Told {

        @Override
        public Kind kind() {
            return Kind.REVIEW_STOOD_DOWN;
        }

        @Override
        public News news(Instant at) {
            return new News.StoodDown(revision, at);
        }
    }

    record ApprovalGranted(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            UUID approvalId,
            @Nullable String number,
            String scope,
            List<Says> conditions,
            List<Says> forbiddenUses,
            Instant effectiveFrom,
            Instant expiresAt,
            String verifyUrl,
            List<Decider> deciders)
            implements Told {

        @Override
        public Kind kind() {
            return Kind.GRANTED;
        }

        @Override
        public News news(Instant at) {
            return new News.Granted(revision, at, approvalId, details());
        }
    }

    record ApprovalDenied(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            List<Says> reasons,
            List<Decider> deciders)
            implements Told {

        @Override
        public Kind kind() {
            return Kind.DENIED;
        }

        @Override
        public News news(Instant at) {
            return new News.Denied(revision, at);
        }
    }

    /** @param newRevision the one that the approval now covers too */
    record ApprovalUpheld(UUID approvalId, int newRevision, String why) implements Told {

        @Override
        public Kind kind() {
            return Kind.UPHELD;
        }

        @Override
        public News news(Instant at) {
            return new News.Upheld(newRevision, at);
        }
    }

    record ApprovalSuspended(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            UUID approvalId,
            String reason) implements Told {

        @Override
        public Kind kind() {
            return Kind.APPROVAL_SUSPENDED;
        }

        @Override
        public News news(Instant at) {
            return new News.ApprovalChanged(revision, at, approvalId, WrittenApproval.State.SUSPENDED);
        }
    }

    record ApprovalReinstated(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            UUID approvalId,
            String reason,
            Person reinstatedBy)
            implements Told {

        @Override
        public Kind kind() {
            return Kind.APPROVAL_REINSTATED;
        }

        @Override
        public String by() {
            return reinstatedBy.name();
        }

        @Override
        public News news(Instant at) {
            return new News.ApprovalChanged(revision, at, approvalId, WrittenApproval.State.IN_FORCE);
        }
    }

    record ApprovalRevoked(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            UUID approvalId,
            String reason,
            Person revokedBy)
            implements Told {

        @Override
        public Kind kind() {
            return Kind.APPROVAL_REVOKED;
        }

        @Override
        public String by() {
            return revokedBy.name();
        }

        @Override
        public News news(Instant at) {
            return new News.ApprovalChanged(revision, at, approvalId, WrittenApproval.State.REVOKED);
        }
    }

    record ApprovalExpired(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            UUID approvalId) implements Told {

        @Override
        public Kind kind() {
            return Kind.APPROVAL_EXPIRED;
        }

        @Override
        public News news(Instant at) {
            return new News.ApprovalChanged(revision, at, approvalId, WrittenApproval.State.EXPIRED);
        }
    }

    record ApprovalSuperseded(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            int revision,

            UUID approvalId,
            @Nullable Integer newRevision,
            List<Difference> differences)
            implements Told {

        @Override
        public Kind kind() {
            return Kind.APPROVAL_SUPERSEDED;
        }

        @Override
        public News news(Instant at) {
            return new News.ApprovalChanged(revision, at, approvalId, WrittenApproval.State.SUPERSEDED);
        }
    }
}
