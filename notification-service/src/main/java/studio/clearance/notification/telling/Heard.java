package studio.clearance.notification.telling;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.Occurrence;

/** What we read of the events that are told. Whatever else they hold passes by; which use case it is says their subject. */
interface Heard {

    int revision();

    Occurrence occurrence();

    record Triaged(int revision, Occurrence.Outcome outcome) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.Triaged(outcome);
        }
    }

    record ReviewEscalated(int revision, @Nullable String note) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.HandedToLegal(orNothing(note));
        }
    }

    record ReviewCleared(int revision, @Nullable String note) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.ReviewCleared(orNothing(note));
        }
    }

    record InformationRequested(
            int revision,
            UUID informationRequestId,
            String question,
            @Nullable Instant answerWantedBy) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.InformationRequested(informationRequestId, question, answerWantedBy);
        }
    }

    record ApprovalGranted(
            int revision,
            UUID approvalId,
            @Nullable List<Sentence> conditions,
            @Nullable Instant effectiveFrom,
            @Nullable Instant expiresAt,
            URI verifyUrl)
            implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.Granted(approvalId, says(conditions), effectiveFrom, expiresAt, verifyUrl);
        }
    }

    record ApprovalDenied(int revision, @Nullable List<Sentence> reasons) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.Denied(says(reasons));
        }
    }

    record ApprovalSuspended(
            int revision, UUID approvalId, @Nullable String reason) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.ApprovalChanged(Kind.SUSPENDED, approvalId, orNothing(reason));
        }
    }

    record ApprovalReinstated(
            int revision, UUID approvalId, @Nullable String reason) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.ApprovalChanged(Kind.REINSTATED, approvalId, orNothing(reason));
        }
    }

    record ApprovalSuperseded(int revision, UUID approvalId) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.ApprovalChanged(Kind.SUPERSEDED, approvalId, "");
        }
    }

    record ApprovalRevoked(
            int revision, UUID approvalId, @Nullable String reason) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.ApprovalChanged(Kind.REVOKED, approvalId, orNothing(reason));
        }
    }

    record ApprovalExpired(int revision, UUID approvalId) implements Heard {

        @Override
        public Occurrence occurrence() {
            return new Occurrence.ApprovalChanged(Kind.EXPIRED, approvalId, "");
        }
    }

    /** A condition or a reason. */
    record Sentence(String says) {}

    private static List<String> says(@Nullable List<Sentence> sentences) {
        return sentences == null
                ? List.of()
                : sentences.stream().map(Sentence::says).toList();
    }

    private static String orNothing(@Nullable String words) {
        return words == null ? "" : words;
    }
}
