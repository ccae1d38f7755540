package studio.clearance.notification.domain;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a use case, as much of it as is told. People get the words that were written for them; a webhook gets
 * identifiers, dates and addresses only, so that nothing about unreleased work leaves the house unasked.
 */
public sealed interface Occurrence {

    Kind kind();

    /** What is quoted and dated in the mail. */
    Telling telling();

    /** What a webhook says beyond which use case it is about. */
    Map<String, Object> thin();

    /** Triage decided. */
    record Triaged(Outcome outcome) implements Occurrence {

        @Override
        public Kind kind() {
            return switch (outcome) {
                case CLEARED_NOTIFY -> Kind.CLEARED;
                case CONTACT_REVIEW -> Kind.CONTACT_LOOKS_FIRST;
                case ESCALATE -> Kind.WRITTEN_APPROVAL_NEEDED;
            };
        }

        @Override
        public Telling telling() {
            return Telling.NOTHING_MORE;
        }

        @Override
        public Map<String, Object> thin() {
            return Map.of("outcome", outcome.name());
        }
    }

    /** The contact looked and passed the use on to legal. */
    record HandedToLegal(String note) implements Occurrence {

        @Override
        public Kind kind() {
            return Kind.HANDED_TO_LEGAL;
        }

        @Override
        public Telling telling() {
            return Telling.quoting(note);
        }

        @Override
        public Map<String, Object> thin() {
            return Map.of();
        }
    }

    record ReviewCleared(String note) implements Occurrence {

        @Override
        public Kind kind() {
            return Kind.REVIEW_CLEARED;
        }

        @Override
        public Telling telling() {
            return Telling.quoting(note);
        }

        @Override
        public Map<String, Object> thin() {
            return Map.of();
        }
    }

    record InformationRequested(
            UUID informationRequestId,
            String question,
            @Nullable Instant answerWantedBy) implements Occurrence {

        @Override
        public Kind kind() {
            return Kind.INFORMATION_REQUESTED;
        }

        @Override
        public Telling telling() {
            return Telling.quoting(question).until(answerWantedBy);
        }

        @Override
        public Map<String, Object> thin() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("informationRequestId", informationRequestId);
            if (answerWantedBy != null) {
                data.put("answerWantedBy", answerWantedBy);
            }
            return data;
        }
    }

    record Granted(
            UUID approvalId,
            List<String> conditions,
            @Nullable Instant effectiveFrom,
            @Nullable Instant expiresAt,
            URI verifyUrl)
            implements Occurrence {

        @Override
        public Kind kind() {
            return Kind.GRANTED;
        }

        @Override
        public Telling telling() {
            return new Telling(conditions, effectiveFrom, expiresAt, verifyUrl);
        }

        @Override
        public Map<String, Object> thin() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("approvalId", approvalId);
            if (effectiveFrom != null) {
                data.put("effectiveFrom", effectiveFrom);
            }
            if (expiresAt != null) {
                data.put("expiresAt", expiresAt);
            }
            data.put("verifyUrl", verifyUrl);
            return data;
        }
    }

    record Denied(List<String> reasons) implements Occurrence {

        @Override
        public Kind kind() {
            return Kind.DENIED;
        }

        @Override
        public Telling telling() {
            return Telling.quoting(reasons);
        }

        @Override
        public Map<String, Object> thin() {
            return Map.of();
        }
    }

    /** An approval stopped or began to hold again. */
    record ApprovalChanged(Kind kind, UUID approvalId, String reason) implements Occurrence {

        @Override
        public Telling telling() {
            return Telling.quoting(reason);
        }

        @Override
        public Map<String, Object> thin() {
            return Map.of("approvalId", approvalId);
        }
    }

    /** Outcome of triage. */
    enum Outcome {
        CLEARED_NOTIFY,
        CONTACT_REVIEW,
        ESCALATE
    }
}
