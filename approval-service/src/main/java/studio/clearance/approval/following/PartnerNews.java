package studio.clearance.approval.following;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.persistence.Evidence;
import studio.clearance.approval.persistence.UseCasePaper;
import studio.clearance.approval.persistence.UseCases;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.events.ReceivedEvent;
import studio.clearance.kit.events.UnreadableEvent;

/** What intake tells of a partner. */
public sealed interface PartnerNews {

    String SUBMITTED = OutgoingEvent.typeOf("UseCaseSubmitted", 1);
    String WITHDRAWN = OutgoingEvent.typeOf("UseCaseWithdrawn", 1);
    String ANSWERED = OutgoingEvent.typeOf("InformationProvided", 1);
    String ATTACHED = OutgoingEvent.typeOf("EvidenceAttached", 1);

    UUID useCaseId();

    ReceivedEvent cause();

    /** What stays known of the use case even when there is no case. */
    Stream<UseCases.News> lasting();

    /** A first revision comes here through triage. */
    default boolean concernsReview() {
        return true;
    }

    record Revised(UseCasePaper useCase, ReceivedEvent cause) implements PartnerNews {
        @Override
        public UUID useCaseId() {
            return useCase.useCaseId();
        }

        @Override
        public boolean concernsReview() {
            return useCase.revision() > 1;
        }

        @Override
        public Stream<UseCases.News> lasting() {
            return Stream.of(new UseCases.News(useCaseId(), useCase.revision(), null));
        }
    }

    record Withdrawn(UUID useCaseId, int revision, Person by, Instant at, ReceivedEvent cause) implements PartnerNews {
        @Override
        public Stream<UseCases.News> lasting() {
            return Stream.of(new UseCases.News(useCaseId, revision, at));
        }
    }

    record Answered(UUID useCaseId, UUID question, String answer, Person by, ReceivedEvent cause)
            implements PartnerNews {
        @Override
        public Stream<UseCases.News> lasting() {
            return Stream.empty();
        }
    }

    /** Changes nothing about a case: it lies beside it, for whoever decides. */
    record Attached(Evidence.Piece piece, ReceivedEvent cause) implements PartnerNews {
        @Override
        public UUID useCaseId() {
            return piece.useCaseId();
        }

        @Override
        public Stream<UseCases.News> lasting() {
            return Stream.empty();
        }
    }

    static PartnerNews read(ReceivedEvent event) {
        try {
            if (event.type().equals(SUBMITTED)) {
                return new Revised(event.read(UseCasePaper.class), event);
            }
            if (event.type().equals(WITHDRAWN)) {
                UseCaseWithdrawn told = event.read(UseCaseWithdrawn.class);
                return new Withdrawn(
                        told.useCaseId(), told.revision(), told.withdrawnBy().person(), told.withdrawnAt(), event);
            }
            if (event.type().equals(ATTACHED)) {
                return new Attached(event.read(EvidenceAttached.class).piece(), event);
            }
            InformationProvided told = event.read(InformationProvided.class);
            return new Answered(
                    told.useCaseId(),
                    told.informationRequestId(),
                    told.answer(),
                    told.providedBy().person(),
                    event);
        } catch (NullPointerException | IllegalArgumentException incomplete) {
            throw new UnreadableEvent("The data of " + event.id() + " is incomplete", incomplete);
        }
    }

    record UseCaseWithdrawn(UUID useCaseId, int revision, Someone withdrawnBy, Instant withdrawnAt) {}

    record InformationProvided(UUID useCaseId, UUID informationRequestId, String answer, Someone providedBy) {}

    record EvidenceAttached(UUID useCaseId, int revision, Document document, Someone attachedBy, Instant attachedAt) {
        Evidence.Piece piece() {
            return new Evidence.Piece(
                    Objects.requireNonNull(document.id()),
                    Objects.requireNonNull(useCaseId),
                    revision,
                    Objects.requireNonNull(document.name()),
                    Objects.requireNonNull(document.mediaType()),
                    document.size(),
                    Objects.requireNonNull(document.sha256()),
                    document.shows(),
                    attachedBy.person().name(),
                    Objects.requireNonNull(attachedAt));
        }
    }

    record Document(
            UUID id,
            String name,
            String mediaType,
            long size,
            String sha256,
            @Nullable String shows) {}

    record Someone(String subject, @Nullable String name) {
        Person person() {
            return new Person(subject, name == null ? subject : name);
        }
    }
}
