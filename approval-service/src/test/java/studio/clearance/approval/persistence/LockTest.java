package studio.clearance.approval.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Reviewer;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.domain.SignOff;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Terms;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;

/** What is read together with a lock. */
@QuarkusTest
class LockTest extends ServiceTest {

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @Inject
    ReviewCases cases;

    @Inject
    Outbox outbox;

    @Inject
    Moments moments;

    @Test
    void whoever_waited_for_a_case_reads_the_signature_it_waited_for() throws Exception {
        UUID caseId = aCaseForTwo();
        claims(LEGAL_1, caseId).then().statusCode(200);
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();

        var first = CompletableFuture.runAsync(
                () -> database.transaction(tx -> {
                    StoredCase stored = locked(tx, caseId);
                    held.complete(null);
                    goOn.join();
                    sign(tx, stored);
                    return null;
                }),
                THREADS);
        held.get();
        var second = CompletableFuture.supplyAsync(() -> database.transaction(tx -> locked(tx, caseId)), THREADS);
        eventually(this::someoneWaitsForALock);
        goOn.complete(null);
        first.get();

        StoredCase read = second.get();
        assertThat(read.reviewCase().signOffs().of(Slot.LEGAL)).get().isInstanceOf(SignOff.Signed.class);
        assertThat(read.chain().length()).isEqualTo(3);
    }

    @Test
    void the_papers_come_with_the_cases_they_were_asked_for() {
        UUID wanted = aCaseForLegal();
        UUID other = aCaseForLegal();

        ReviewCases.Locked locked =
                database.transaction(tx -> cases.lock(tx, List.of(wanted, other, UUID.randomUUID()), Set.of(wanted)));

        assertThat(locked.cases()).containsOnlyKeys(wanted, other);
        assertThat(locked.papers()).containsOnlyKeys(wanted);
        assertThat(locked.papers().get(wanted).assessment()).contains("written_approval_first");
    }

    private StoredCase locked(Transaction tx, UUID caseId) {
        return Objects.requireNonNull(cases.lock(tx, Set.of(caseId)).get(caseId));
    }

    private void sign(Transaction tx, StoredCase stored) {
        Person legal = Objects.requireNonNull(holder(stored)).person();
        Reviewer reviewer = Reviewer.of(legal, Slot.LEGAL);
        Terms terms = new Terms(
                "As declared.", List.of(), List.of(), Instant.now().plus(Duration.ofDays(90)), List.of(), List.of());
        Writes writes = new Writes(moments.now());
        Ruling ruling = new CaseAction.Grant(reviewer, Slot.LEGAL, terms).on(stored.reviewCase(), writes.moment());
        Ruling.Taken taken = (Ruling.Taken) ruling;
        writes.advance(stored, taken.next(), taken.entry());
        writes.decide(
                stored.reviewCase().file(),
                Slot.LEGAL,
                "GRANT",
                reviewer.asHolder(),
                new String(Json.write(terms), java.nio.charset.StandardCharsets.UTF_8));
        writes.flush(tx, outbox);
    }

    private static studio.clearance.approval.domain.Holder holder(StoredCase stored) {
        return stored.reviewCase().signOffs().of(Slot.LEGAL).orElseThrow() instanceof SignOff.Held held
                ? held.holder()
                : null;
    }

    private boolean someoneWaitsForALock() {
        return database.query("select 1 from pg_locks where not granted").size() > 0;
    }
}
