package studio.clearance.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.ContractCheck;
import studio.clearance.notification.domain.Audience;
import studio.clearance.notification.domain.Language;
import studio.clearance.notification.domain.MailAddress;
import studio.clearance.notification.domain.Occurrence;
import studio.clearance.notification.domain.Recipient;
import studio.clearance.notification.persistence.Notifications;

@QuarkusTest
class TellingTest extends NotificationTest {

    private static final Path CONTRACTS = Path.of("src/main/contracts");

    @Inject
    Notifications notifications;

    @Test
    void a_grant_is_told_to_submitter_partner_and_contact() throws Exception {
        UseCase useCase = aUseCase();
        submits(useCase);
        isGranted(useCase);

        MimeMessage mail = mailsTo(useCase.submitter(), 1).getFirst();
        mailsTo(useCase.partnerMail(), 1);
        mailsTo(useCase.contact(), 1);

        assertThat(mail.getSubject()).isEqualTo(useCase.reference() + ": Written approval granted");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        String text = Mails.text(mail);
        assertThat(text)
                .contains("Hello Mei Chou,", "The voice model is deleted at delivery.", TITLE)
                .contains("http://localhost:8080/verify/WA-2026-7K3MQ-9XTB4")
                .doesNotContain("The platform scene");
        assertThat(Mails.html(mail)).contains("<html lang=\"en\">", "Written approval granted");
    }

    @Test
    void a_mail_names_itself_and_its_thread_and_asks_for_no_answer() throws Exception {
        UseCase useCase = aUseCase();
        submits(useCase);
        isTriaged(useCase, "ESCALATE");

        MimeMessage mail = mailsTo(useCase.submitter(), 1).getFirst();

        UUID delivery = deliveries(useCase.id()).stream()
                .filter(row -> useCase.submitter().equals(row.address()))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(mail.getMessageID()).isEqualTo("<" + delivery + "@localhost>");
        assertThat(mail.getHeader("References")).containsExactly("<" + useCase.id() + "@localhost>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSubject()).isEqualTo(useCase.reference() + ": Written approval needed");
        assertThat(Mails.text(mail)).contains("Don't start yet.");
    }

    @ParameterizedTest
    @CsvSource({
        "es-MX, es-419, Se necesita aprobación por escrito",
        "fr-FR, fr, Autorisation écrite nécessaire",
        "pt-BR, pt-BR, É necessária aprovação por escrito",
        "th-TH, th, ต้องมีหนังสืออนุมัติ",
        "tr-TR, tr, Yazılı onay gerekli",
        "zh-TW, zh-Hant, 需要書面核准"
    })
    void everybody_reads_their_own_language(String locale, String tag, String heading) throws Exception {
        UseCase useCase = aUseCase();
        publishes("clearance.intake", "UseCaseSubmitted", useCase.id(), useCase.submitted(1, locale));
        isTriaged(useCase, "ESCALATE");

        MimeMessage mail = mailsTo(useCase.partnerMail(), 1).getFirst();
        MimeMessage toTheContact = mailsTo(useCase.contact(), 1).getFirst();

        assertThat(mail.getSubject()).contains(useCase.reference(), heading);
        assertThat(mail.getHeader("Content-Language")).containsExactly(tag);
        assertThat(Mails.text(mail)).contains(heading);
        assertThat(Mails.html(mail)).contains("<html lang=\"" + tag + "\">", heading);
        assertThat(toTheContact.getSubject()).contains("Written approval needed");
    }

    @Test
    void a_portal_has_no_mailbox_and_one_mailbox_is_told_once() {
        UseCase full = aUseCase();
        UseCase portal = new UseCase(
                full.id(),
                full.reference(),
                full.partner(),
                null,
                full.partnerMail(),
                full.partnerMail().toUpperCase(Locale.ROOT));
        submits(portal);
        isTriaged(portal, "CLEARED_NOTIFY");

        eventuallyAll(portal.id(), "DELIVERED");

        assertThat(deliveries(portal.id())).extracting(DeliveryRow::address).containsExactly(full.partnerMail());
    }

    @Test
    void a_decision_that_comes_before_the_submission_waits_for_it() {
        UseCase useCase = aUseCase();
        isGranted(useCase);
        eventually(() -> waiting(useCase.id()) == 1);
        assertThat(waiting(useCase.id())).isEqualTo(1);
        assertThat(deliveries(useCase.id())).isEmpty();

        submits(useCase);

        mailsTo(useCase.submitter(), 1);
        assertThat(waiting(useCase.id())).isZero();
    }

    @Test
    void whoever_learns_and_whoever_tells_at_the_same_time_meet() throws Exception {
        UseCase useCase = aUseCase();
        // A place that an earlier batch held: without meeting here, neither would see what the other writes.
        database.query("insert into use_case (id) values ($1)", useCase.id());
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch learning = new CountDownLatch(1);

        CompletableFuture<Void> teller = CompletableFuture.runAsync(
                () -> database.transaction(tx -> {
                    notifications.tell(tx, List.of(announcement(useCase)));
                    told.countDown();
                    await(learning);
                    return true;
                }),
                Thread::startVirtualThread);
        CompletableFuture<Void> learner = CompletableFuture.runAsync(
                () -> {
                    await(told);
                    learning.countDown();
                    database.transaction(tx -> {
                        notifications.learn(tx, List.of(known(useCase)));
                        return true;
                    });
                },
                Thread::startVirtualThread);
        CompletableFuture.allOf(teller, learner).get(20, TimeUnit.SECONDS);

        assertThat(deliveries(useCase.id())).hasSize(1);
    }

    @Test
    void whoever_tells_while_somebody_learns_waits_for_what_they_learn() throws Exception {
        UseCase useCase = aUseCase();
        database.query("insert into use_case (id) values ($1)", useCase.id());
        CountDownLatch learned = new CountDownLatch(1);
        CountDownLatch telling = new CountDownLatch(1);

        CompletableFuture<Void> learner = CompletableFuture.runAsync(
                () -> database.transaction(tx -> {
                    notifications.learn(tx, List.of(known(useCase)));
                    learned.countDown();
                    await(telling);
                    return true;
                }),
                Thread::startVirtualThread);
        CompletableFuture<Void> teller = CompletableFuture.runAsync(
                () -> {
                    await(learned);
                    telling.countDown();
                    database.transaction(tx -> {
                        notifications.tell(tx, List.of(announcement(useCase)));
                        return true;
                    });
                },
                Thread::startVirtualThread);
        CompletableFuture.allOf(teller, learner).get(20, TimeUnit.SECONDS);

        assertThat(deliveries(useCase.id())).hasSize(1);
    }

    @Test
    void an_event_that_is_delivered_twice_is_told_once() {
        UseCase useCase = aUseCase();
        submits(useCase);
        UUID id = TimeOrderedIds.next();
        ProducerRecord<String, byte[]> grant =
                message("clearance.approval", "ApprovalGranted", id, useCase.id(), Json.write(granted(useCase)));
        publishes(List.of(grant));
        mailsTo(useCase.submitter(), 1);

        publishes(List.of(grant));
        publishes(
                "clearance.approval",
                "ApprovalExpired",
                useCase.id(),
                Map.of(
                        "useCaseId",
                        useCase.id(),
                        "revision",
                        1,
                        "approvalId",
                        new UUID(7, 7),
                        "expiredAt",
                        "2027-05-31T22:59:59Z"));

        // The expiry was published after the second grant, on the same partition: when it is told the other was passed
        // over.
        assertThat(mailsTo(useCase.submitter(), 2))
                .extracting(Mails::subject)
                .containsExactlyInAnyOrder(
                        useCase.reference() + ": Written approval granted",
                        useCase.reference() + ": Written approval expired");
    }

    @Test
    void a_message_that_cannot_be_read_costs_only_itself() {
        UseCase before = aUseCase();
        UseCase after = aUseCase();
        submits(before);
        submits(after);
        UUID poison = TimeOrderedIds.next();
        publishes(List.of(
                message("clearance.triage", "Triaged", TimeOrderedIds.next(), before.id(), triaged(before)),
                message(
                        "clearance.triage",
                        "Triaged",
                        TimeOrderedIds.next(),
                        poison,
                        "{\"outcome\": 7".getBytes(UTF_8)),
                message("clearance.triage", "Triaged", TimeOrderedIds.next(), after.id(), triaged(after))));

        mailsTo(before.submitter(), 1);
        mailsTo(after.submitter(), 1);
        assertThat(published("clearance.triage.dead-letter", poison, 1))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(header(letter, "dlt_consumer")).isEqualTo("notification-service");
                    assertThat(header(letter, "dlt_topic")).isEqualTo("clearance.triage");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReviewDue", "SomethingThatComesNextYear"})
    void what_nobody_is_told_of_passes_by(String event) {
        UseCase useCase = aUseCase();
        submits(useCase);
        publishes("clearance.approval", event, useCase.id(), Map.of("useCaseId", useCase.id(), "revision", 1));
        isGranted(useCase);

        mailsTo(useCase.submitter(), 1);
        assertThat(deliveries(useCase.id())).hasSize(3);
    }

    @Test
    void every_delivery_is_published_in_the_trace_of_its_cause() {
        UseCase useCase = aUseCase();
        submits(useCase);
        UUID cause = isTriaged(useCase, "CONTACT_REVIEW");

        var events = published("clearance.notification", useCase.id(), 3);

        assertThat(events).hasSize(3).allSatisfy(event -> {
            assertThat(header(event, "ce_type")).isEqualTo("studio.clearance.NotificationDelivered.v1");
            assertThat(header(event, "traceparent")).contains("4bf92f3577b34da6a3ce929d0e0e4736");
            ContractCheck.assertValid(CONTRACTS, "NotificationDelivered.v1", event.value());
            JsonNode data = data(event);
            assertThat(data.path("causedBy").asText()).isEqualTo(cause.toString());
            assertThat(data.path("event").asText()).isEqualTo("Triaged");
            assertThat(data.path("channel").asText()).isEqualTo("email");
            assertThat(data.toString()).doesNotContain("@");
        });
    }

    @Test
    void a_later_revision_changes_whom_to_tell_and_an_earlier_one_that_comes_late_does_not() {
        UseCase first = aUseCase();
        UseCase second = aUseCaseOf(first.partner());
        UseCase moved = new UseCase(
                first.id(),
                first.reference(),
                first.partner(),
                second.submitter(),
                second.partnerMail(),
                second.contact());
        publishes("clearance.intake", "UseCaseSubmitted", moved.id(), moved.submitted(2, "en-GB"));
        publishes("clearance.intake", "UseCaseSubmitted", first.id(), first.submitted(1, "en-GB"));
        UseCase marker = aUseCase();
        eventually(() -> known(first.id()));
        submits(marker);
        isGranted(moved);

        mailsTo(second.submitter(), 1);

        assertThat(mailsTo(first.submitter())).isEmpty();
    }

    @Test
    void hundreds_at_once_are_all_told_once() {
        int count = 300;
        Map<UUID, UseCase> useCases = new HashMap<>();
        List<ProducerRecord<String, byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UseCase useCase = aUseCase();
            useCases.put(useCase.id(), useCase);
            messages.add(message("clearance.triage", "Triaged", TimeOrderedIds.next(), useCase.id(), triaged(useCase)));
            messages.add(message(
                    "clearance.intake",
                    "UseCaseSubmitted",
                    TimeOrderedIds.next(),
                    useCase.id(),
                    Json.write(useCase.submitted())));
        }

        publishes(messages);

        eventually(() -> delivered(useCases.keySet().toArray(UUID[]::new)) == 3 * count);
        assertThat(delivered(useCases.keySet().toArray(UUID[]::new))).isEqualTo(3 * count);
        useCases.values()
                .forEach(useCase -> assertThat(mailsTo(useCase.submitter())).hasSize(1));
    }

    private int delivered(UUID... useCases) {
        return database.query("""
                        select count(*)::int from delivery d join notification n on n.id = d.notification_id
                        where n.use_case_id = any ($1) and d.state = 'DELIVERED'""", (Object) useCases).iterator().next().getInteger(0);
    }

    private boolean known(UUID useCase) {
        return database.query("select 1 from use_case where id = $1 and reference is not null", useCase)
                        .size()
                == 1;
    }

    private int waiting(UUID useCase) {
        return database.query("select 1 from notification where use_case_id = $1 and waiting", useCase)
                .size();
    }

    private static byte[] triaged(UseCase useCase) {
        return Json.write(Map.of("useCaseId", useCase.id(), "revision", 1, "outcome", "ESCALATE"));
    }

    private static Notifications.Announcement announcement(UseCase useCase) {
        return new Notifications.Announcement(
                TimeOrderedIds.next(),
                useCase.id(),
                TimeOrderedIds.next(),
                1,
                java.time.Instant.now(),
                new Occurrence.Triaged(Occurrence.Outcome.ESCALATE),
                null);
    }

    private static Notifications.UseCase known(UseCase useCase) {
        return new Notifications.UseCase(
                useCase.id(),
                useCase.reference(),
                1,
                TITLE,
                useCase.partner(),
                "Fathom & Field",
                "UTC",
                List.of(new Recipient(
                        Audience.PARTNER, "Fathom & Field", new MailAddress(useCase.partnerMail()), Language.EN)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
