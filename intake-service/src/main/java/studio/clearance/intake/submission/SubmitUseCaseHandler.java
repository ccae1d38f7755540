package studio.clearance.intake.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.clearance.intake.IntakeSettings;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.intake.http.UseCaseReceipt;
import studio.clearance.intake.messaging.UseCaseSubmitted;
import studio.clearance.intake.persistence.NewUseCase;
import studio.clearance.intake.persistence.Placed;
import studio.clearance.intake.persistence.Revisions;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.GroupCommit;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.http.Claim;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/**
 * Declares uses. Submissions that arrive together share one transaction of three round trips: the keys are claimed; use
 * cases and words are inserted; answers and events follow with the commit.
 */
@ApplicationScoped
class SubmitUseCaseHandler {

    private final Database database;
    private final IdempotencyKeys keys;
    private final Revisions revisions;
    private final Outbox outbox;
    private final GroupCommit<SubmitUseCase, Submission> together;

    SubmitUseCaseHandler(
            Database database, IdempotencyKeys keys, Revisions revisions, Outbox outbox, IntakeSettings settings) {
        this.database = database;
        this.keys = keys;
        this.revisions = revisions;
        this.outbox = outbox;
        this.together = new GroupCommit<>(settings.submissionBatch(), this::declare);
    }

    StoredResponse handle(SubmitUseCase command) {
        return switch (together.submit(command)) {
            case Submission.Answered answered -> answered.response();
            case Submission.Refused refused -> throw refused.problem();
        };
    }

    private List<Submission> declare(List<SubmitUseCase> commands) {
        return database.transaction(tx -> declare(tx, commands));
    }

    private List<Submission> declare(Transaction tx, List<SubmitUseCase> commands) {
        List<Claim> claims =
                keys.claimAll(tx, commands.stream().map(SubmitUseCase::request).toList());
        List<NewUseCase> fresh = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            if (claims.get(i) instanceof Claim.Fresh) fresh.add(commands.get(i).useCase());
        }
        Map<UUID, Placed> placed = fresh.isEmpty() ? Map.of() : revisions.declare(tx, fresh);

        List<Submission> submissions = new ArrayList<>(commands.size());
        List<Claim.Fresh> answeredClaims = new ArrayList<>(fresh.size());
        List<StoredResponse> answers = new ArrayList<>(fresh.size());
        List<OutgoingEvent> events = new ArrayList<>(fresh.size());
        for (int i = 0; i < commands.size(); i++) {
            SubmitUseCase command = commands.get(i);
            submissions.add(
                    switch (claims.get(i)) {
                        case Claim.Replay replay -> new Submission.Answered(replay.response());
                        case Claim.InUse inUse -> new Submission.Refused(inUse.problem());
                        case Claim.Mismatch mismatch -> new Submission.Refused(mismatch.problem());
                        case Claim.Fresh claim -> {
                            Placed where = placed.get(command.useCase().id().value());
                            if (where == null) yield new Submission.Refused(notOnTheProduction());
                            StoredResponse answer = answer(command.useCase(), where);
                            answeredClaims.add(claim);
                            answers.add(answer);
                            events.add(event(command, where));
                            yield new Submission.Answered(answer);
                        }
                    });
        }
        keys.rememberAll(tx, answeredClaims, answers);
        outbox.append(tx, events);
        return submissions;
    }

    private static StoredResponse answer(NewUseCase useCase, Placed where) {
        UseCase declared = UseCase.declared(
                useCase.id(), where.reference(), useCase.declared().words().hash());
        UseCaseReceipt receipt =
                UseCaseReceipt.of(declared, useCase.declared().title(), where.production(), useCase.at());
        return StoredResponse.json(201, "/api/use-cases/" + useCase.id(), ETags.of(1), receipt.json());
    }

    private static OutgoingEvent event(SubmitUseCase command, Placed where) {
        NewUseCase useCase = command.useCase();
        byte[] data = new UseCaseSubmitted(
                        useCase.id(),
                        where.reference(),
                        1,
                        useCase.declared().words(),
                        where.partner(),
                        where.production(),
                        useCase.by().speaking(where.partner().locale()),
                        useCase.at())
                .json();
        OutgoingEvent announced = command.announcement();
        return new OutgoingEvent(
                announced.id(), announced.type(), announced.subject(), announced.time(), data, announced.traceparent());
    }

    /** The same words whether the production does not exist or is none of the partner's: nobody learns which. */
    private static Problem notOnTheProduction() {
        return Problem.invalidContent(
                List.of(
                        new FieldError(
                                "/productionId",
                                "You work on no production with this id. GET /api/productions lists yours; the studio's administrators add you to others.")));
    }
}
