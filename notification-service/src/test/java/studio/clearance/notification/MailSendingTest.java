package studio.clearance.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.testing.ContractCheck;

@QuarkusTest
class MailSendingTest extends NotificationTest {

    @AfterEach
    void the_mail_server_is_back() {
        SmtpFaults.away(false);
    }

    @Test
    void a_refusal_for_good_ends_the_delivery_and_is_published() {
        UseCase useCase = withPartnerMail("reply-550-" + UUID.randomUUID() + "@fathom.example");
        submits(useCase);
        isGranted(useCase);

        mailsTo(useCase.submitter(), 1);
        eventually(() -> delivery(useCase).state().equals("FAILED"));

        assertThat(delivery(useCase).state()).isEqualTo("FAILED");
        assertThat(delivery(useCase).attempts().at("/0/answer").asText()).isEqualTo("refused with 550");
        assertThat(published("clearance.notification", useCase.id(), 3))
                .filteredOn(event -> header(event, "ce_type").equals("studio.clearance.NotificationFailed.v1"))
                .singleElement()
                .satisfies(event -> {
                    ContractCheck.assertValid(Path.of("src/main/contracts"), "NotificationFailed.v1", event.value());
                    assertThat(data(event).path("reason").asText()).isEqualTo("refused with 550");
                });
    }

    @Test
    void a_refusal_for_now_is_tried_again_under_the_same_message_id() throws Exception {
        UseCase useCase = withPartnerMail("reply-451-once-" + UUID.randomUUID() + "@fathom.example");
        submits(useCase);
        isGranted(useCase);
        eventually(() -> delivery(useCase).failures() == 1);
        assertThat(delivery(useCase).state()).isEqualTo("PENDING");

        timeHasCome(useCase.id());

        var mail = mailsTo(useCase.partnerMail(), 1).getFirst();
        eventually(() -> delivery(useCase).state().equals("DELIVERED"));
        assertThat(mail.getMessageID()).contains(delivery(useCase).id().toString());
        assertThat(delivery(useCase).attempts()).hasSize(2);
    }

    @Test
    void what_is_no_address_fails_without_an_attempt_at_sending() {
        UseCase useCase = withPartnerMail("clearances at fathom");
        submits(useCase);
        isGranted(useCase);

        eventually(() -> delivery(useCase).state().equals("FAILED"));

        assertThat(delivery(useCase).attempts().at("/0/answer").asText()).isEqualTo("not a mail address");
    }

    @Test
    void while_the_mail_server_is_away_nothing_is_lost() {
        SmtpFaults.away(true);
        UseCase useCase = aUseCase();
        submits(useCase);
        isGranted(useCase);
        eventually(() -> deliveries(useCase.id()).stream().anyMatch(row -> row.failures() > 0));
        assertThat(mailsTo(useCase.submitter())).isEmpty();

        SmtpFaults.away(false);
        eventually(() -> {
            timeHasCome(useCase.id());
            return deliveries(useCase.id()).stream().allMatch(row -> row.state().equals("DELIVERED"));
        });

        List.of(useCase.submitter(), useCase.partnerMail(), useCase.contact())
                .forEach(address -> assertThat(mailsTo(address)).hasSize(1));
    }

    @Test
    void a_mail_whose_sender_died_before_reporting_is_sent_again_and_can_be_recognised() throws Exception {
        UseCase useCase = aUseCase();
        submits(useCase);
        isGranted(useCase);
        mailsTo(useCase.submitter(), 1);
        eventuallyAll(useCase.id(), "DELIVERED");
        // What a process leaves behind that is killed between sending and reporting: claimed, not reported, claim run
        // out.
        database.query("""
                update delivery d set state = 'PENDING', attempts = '[]', finished_at = null, due_at = now()
                from notification n where n.id = d.notification_id and n.use_case_id = $1 and d.address = $2""", useCase.id(), useCase.submitter());
        bell.ring();

        var mails = mailsTo(useCase.submitter(), 2);

        assertThat(mails.get(0).getMessageID()).isEqualTo(mails.get(1).getMessageID());
        eventuallyAll(useCase.id(), "DELIVERED");
    }

    @Test
    void a_mail_server_that_takes_longer_than_a_claim_gets_the_mail_once() {
        UseCase useCase = withPartnerMail("wait-5-" + UUID.randomUUID() + "@example.org");
        submits(useCase);
        isGranted(useCase);

        eventually(() -> delivery(useCase).state().equals("DELIVERED"));

        assertThat(delivery(useCase).attempts()).hasSize(1);
        assertThat(database.query(
                                "select claim from delivery where id = $1",
                                delivery(useCase).id())
                        .iterator()
                        .next()
                        .getInteger(0))
                .as("nobody else claimed it meanwhile")
                .isEqualTo(1);
        assertThat(mailsTo(useCase.partnerMail())).hasSize(1);
    }

    private static UseCase withPartnerMail(String address) {
        UseCase useCase = aUseCase();
        return new UseCase(
                useCase.id(), useCase.reference(), useCase.partner(), useCase.submitter(), address, useCase.contact());
    }

    private DeliveryRow delivery(UseCase useCase) {
        List<DeliveryRow> rows = deliveries(useCase.id());
        return rows.stream()
                .filter(row -> useCase.partnerMail().equals(row.address()))
                .findFirst()
                .orElse(NOT_YET);
    }
}
