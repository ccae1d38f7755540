package studio.clearance.intake.revising;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import studio.clearance.intake.domain.Decision;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.intake.http.Refusals;
import studio.clearance.intake.http.UseCaseReceipt;
import studio.clearance.intake.messaging.UseCaseSubmitted;
import studio.clearance.intake.persistence.Revisions;
import studio.clearance.intake.persistence.Revisions.Parties;
import studio.clearance.intake.persistence.UseCases;
import studio.clearance.intake.wording.DeclarationForms;
import studio.clearance.intake.wording.Declared;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.StoredResponse;

/** Adds a revision. The use case is locked before it is compared with If-Match, so that of two at once one wins. */
@ApplicationScoped
class ReviseUseCaseHandler {

    private final Once once;
    private final UseCases useCases;
    private final Revisions revisions;
    private final DeclarationForms forms;
    private final Outbox outbox;

    ReviseUseCaseHandler(Once once, UseCases useCases, Revisions revisions, DeclarationForms forms, Outbox outbox) {
        this.once = once;
        this.useCases = useCases;
        this.revisions = revisions;
        this.forms = forms;
        this.outbox = outbox;
    }

    StoredResponse handle(ReviseUseCase command) {
        return once.answer(command.request(), tx -> revise(tx, command));
    }

    private StoredResponse revise(Transaction tx, ReviseUseCase command) {
        UseCase current =
                useCases.lock(tx, command.useCase(), command.partner()).orElseThrow(Refusals::noSuchUseCase);
        ETags.requireMatch(command.ifMatch(), current.revision());
        Parties parties =
                revisions.parties(tx, command.useCase(), command.partner()).orElseThrow(Refusals::noSuchUseCase);
        Declared declared = forms.revision(command.body(), parties.production().id());
        return switch (current.revise(declared.words().hash())) {
            case Decision.Refused refused -> throw Refusals.of(refused.rule());
            case Decision.Agreed agreed -> save(tx, command, agreed.useCase(), declared, parties);
        };
    }

    private StoredResponse save(
            Transaction tx, ReviseUseCase command, UseCase revised, Declared declared, Parties parties) {
        Submitter by = command.by().speaking(parties.partner().locale());
        tx.last(revisions.revise(revised, declared, by, command.now()));
        byte[] data = new UseCaseSubmitted(
                        revised.id(),
                        revised.reference(),
                        revised.revision(),
                        declared.words(),
                        parties.partner(),
                        parties.production(),
                        by,
                        command.now())
                .json();
        outbox.append(
                tx,
                List.of(OutgoingEvent.of(
                        UseCaseSubmitted.NAME,
                        UseCaseSubmitted.VERSION,
                        revised.id().value(),
                        command.now(),
                        data)));
        UseCaseReceipt receipt = UseCaseReceipt.of(revised, declared.title(), parties.production(), command.now());
        return StoredResponse.json(201, "/api/use-cases/" + revised.id(), ETags.of(revised.revision()), receipt.json());
    }
}
