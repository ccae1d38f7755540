package studio.clearance.intake.withdrawal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import studio.clearance.intake.domain.Decision;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.intake.http.Refusals;
import studio.clearance.intake.http.WhereItStands;
import studio.clearance.intake.messaging.UseCaseWithdrawn;
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
class WithdrawUseCaseHandler {

    private final Once once;
    private final UseCases useCases;
    private final Timeline timeline;
    private final Outbox outbox;

    WithdrawUseCaseHandler(Once once, UseCases useCases, Timeline timeline, Outbox outbox) {
        this.once = once;
        this.useCases = useCases;
        this.timeline = timeline;
        this.outbox = outbox;
    }

    StoredResponse handle(WithdrawUseCase command) {
        return once.answer(command.request(), tx -> withdraw(tx, command));
    }

    private StoredResponse withdraw(Transaction tx, WithdrawUseCase command) {
        UseCase current =
                useCases.lock(tx, command.useCase(), command.partner()).orElseThrow(Refusals::noSuchUseCase);
        if (command.ifMatch() != null) ETags.requireMatch(command.ifMatch(), current.revision());
        return switch (current.withdraw()) {
            case Decision.Refused refused -> throw Refusals.of(refused.rule());
            case Decision.Agreed agreed -> save(tx, command, agreed.useCase());
        };
    }

    private StoredResponse save(Transaction tx, WithdrawUseCase command, UseCase withdrawn) {
        UseCaseWithdrawn fact = new UseCaseWithdrawn(
                withdrawn.id().value(),
                withdrawn.revision(),
                UseCaseWithdrawn.By.of(command.by()),
                command.reason(),
                command.now());
        OutgoingEvent event = OutgoingEvent.of(
                UseCaseWithdrawn.NAME, UseCaseWithdrawn.VERSION, withdrawn.id().value(), command.now(), fact.json());
        tx.last(useCases.move(List.of(withdrawn), command.now()));
        tx.last(timeline.add(List.of(new TimelineEntry(
                withdrawn.id(),
                event.id(),
                command.now(),
                TimelineEntry.Kind.WITHDRAWN,
                withdrawn.revision(),
                command.by().name(),
                TimelineEntry.json(new Details(command.reason()))))));
        outbox.append(tx, List.of(event));
        return StoredResponse.json(
                200,
                null,
                ETags.of(withdrawn.revision()),
                WhereItStands.of(withdrawn).json());
    }

    private record Details(String reason) {}
}
