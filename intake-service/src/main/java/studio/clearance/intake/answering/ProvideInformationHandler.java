package studio.clearance.intake.answering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import studio.clearance.intake.domain.Decision;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.intake.http.Refusals;
import studio.clearance.intake.http.WhereItStands;
import studio.clearance.intake.messaging.InformationProvided;
import studio.clearance.intake.persistence.InformationRequests;
import studio.clearance.intake.persistence.Timeline;
import studio.clearance.intake.persistence.TimelineEntry;
import studio.clearance.intake.persistence.UseCases;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.StoredResponse;

@ApplicationScoped
class ProvideInformationHandler {

    private final Once once;
    private final UseCases useCases;
    private final InformationRequests requests;
    private final Timeline timeline;
    private final Outbox outbox;

    ProvideInformationHandler(
            Once once, UseCases useCases, InformationRequests requests, Timeline timeline, Outbox outbox) {
        this.once = once;
        this.useCases = useCases;
        this.requests = requests;
        this.timeline = timeline;
        this.outbox = outbox;
    }

    StoredResponse handle(ProvideInformation command) {
        return once.answer(command.request(), tx -> provide(tx, command));
    }

    private StoredResponse provide(Transaction tx, ProvideInformation command) {
        UseCase current =
                useCases.lock(tx, command.useCase(), command.partner()).orElseThrow(Refusals::noSuchUseCase);
        return switch (current.answer(command.informationRequest())) {
            case Decision.Refused refused -> throw Refusals.of(refused.rule());
            case Decision.Agreed agreed -> save(tx, command, agreed.useCase());
        };
    }

    private StoredResponse save(Transaction tx, ProvideInformation command, UseCase answered) {
        InformationProvided fact = new InformationProvided(
                answered.id().value(),
                answered.revision(),
                command.informationRequest(),
                command.answer(),
                InformationProvided.By.of(command.by()),
                command.now());
        OutgoingEvent event = OutgoingEvent.of(
                InformationProvided.NAME,
                InformationProvided.VERSION,
                answered.id().value(),
                command.now(),
                fact.json());
        tx.last(useCases.move(List.of(answered), command.now()));
        tx.last(requests.answer(command.informationRequest(), command.answer(), command.by(), command.now()));
        tx.last(timeline.add(List.of(new TimelineEntry(
                answered.id(),
                event.id(),
                command.now(),
                TimelineEntry.Kind.INFORMATION_PROVIDED,
                answered.revision(),
                command.by().name(),
                TimelineEntry.json(new Details(command.informationRequest(), command.answer()))))));
        outbox.append(tx, List.of(event));
        return StoredResponse.json(
                200,
                null,
                ETags.of(answered.revision()),
                WhereItStands.of(answered).json());
    }

    private record Details(UUID informationRequestId, String answer) {}
}
