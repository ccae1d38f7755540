package studio.clearance.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalMailTest {
    private final LocalMail mail = new LocalMail(Ports.free(1).getFirst());

    @BeforeEach
    void start() {
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    @Test
    void old_mail_makes_room_for_new() throws Exception {
        int sent = LocalMail.KEPT + 150;
        for (int i = 1; i <= sent; i++) {
            send("producer@example.com", String.valueOf(i));
        }
        send("contact@example.com", "alone");

        var kept = mail.messages().stream().map(LocalMailTest::subject).toList();
        assertThat(kept)
                .hasSizeBetween(LocalMail.KEPT, LocalMail.KEPT + 101)
                .contains("alone", String.valueOf(sent))
                .doesNotContain("1", "100");
    }

    private void send(String to, String subject) {
        var server = new ServerSetup(mail.port(), "localhost", ServerSetup.PROTOCOL_SMTP);
        GreenMailUtil.sendTextEmail(to, "clearance@example.com", subject, "Words.", server);
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
