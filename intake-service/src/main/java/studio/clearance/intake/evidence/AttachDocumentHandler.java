package studio.clearance.intake.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import studio.clearance.intake.domain.Rule;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.intake.http.Refusals;
import studio.clearance.intake.messaging.EvidenceAttached;
import studio.clearance.intake.persistence.Timeline;
import studio.clearance.intake.persistence.TimelineEntry;
import studio.clearance.intake.persistence.UseCases;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.StoredResponse;

@ApplicationScoped
class AttachDocumentHandler {

    private final Once once;
    private final UseCases useCases;
    private final Documents documents;
    private final Timeline timeline;
    private final Outbox outbox;

    AttachDocumentHandler(Once once, UseCases useCases, Documents documents, Timeline timeline, Outbox outbox) {
        this.once = once;
        this.useCases = useCases;
        this.documents = documents;
        this.timeline = timeline;
        this.outbox = outbox;
    }

    StoredResponse handle(AttachDocument command) {
        return once.answer(command.request(), tx -> attach(tx, command));
    }

    private StoredResponse attach(Transaction tx, AttachDocument command) {
        UseCase useCase =
                useCases.lock(tx, command.useCase(), command.partner()).orElseThrow(Refusals::noSuchUseCase);
        Rule against = useCase.againstADocument(documents.count(tx, command.useCase()));
        if (against != null) throw Refusals.of(against);

        Document document = new Document(
                TimeOrderedIds.next(),
                useCase.revision(),
                command.name(),
                command.type().mediaType(),
                command.size(),
                command.sha256(),
                command.shows(),
                command.by().name(),
                command.now());
        documents.add(tx, command.useCase(), document, command.by(), command.file());
        tx.last(timeline.add(List.of(new TimelineEntry(
                command.useCase(),
                document.id(),
                command.now(),
                TimelineEntry.Kind.DOCUMENT_ATTACHED,
                useCase.revision(),
                command.by().name(),
                TimelineEntry.json(document)))));
        outbox.append(tx, List.of(told(command, document)));
        String place = "/api/use-cases/" + command.useCase() + "/documents/" + document.id();
        return StoredResponse.json(201, place, null, Json.write(document));
    }

    private static OutgoingEvent told(AttachDocument command, Document document) {
        EvidenceAttached fact = new EvidenceAttached(
                command.useCase().value(),
                document.revision(),
                new EvidenceAttached.File(
                        document.id(),
                        document.name(),
                        document.mediaType(),
                        document.size(),
                        document.sha256(),
                        document.shows()),
                EvidenceAttached.By.of(command.by()),
                command.now());
        return OutgoingEvent.of(
                EvidenceAttached.NAME,
                EvidenceAttached.VERSION,
                command.useCase().value(),
                command.now(),
                fact.json());
    }
}
