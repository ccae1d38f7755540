package studio.clearance.local.gateway;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mail as the inbox shows it. */
record Letter(String from, String to, String subject, Instant sentAt, String text, String html) {
    static Letter of(MimeMessage message) {
        try {
            Date sent = message.getSentDate();
            return new Letter(
                    addresses(message.getFrom()),
                    addresses(message.getRecipients(Message.RecipientType.TO)),
                    message.getSubject() == null ? "(no subject)" : message.getSubject(),
                    sent == null ? Instant.EPOCH : sent.toInstant(),
                    content(message, "text/plain"),
                    content(message, "text/html"));
        } catch (MessagingException | IOException e) {
            return new Letter(
                    "", "", "A mail that could not be read", Instant.EPOCH, String.valueOf(e.getMessage()), "");
        }
    }

    private static String addresses(jakarta.mail.Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses)
                        .map(address -> address instanceof InternetAddress internet
                                ? internet.toUnicodeString()
                                : address.toString())
                        .collect(Collectors.joining(", "));
    }

    /** The first part of that kind, however deep. */
    private static String content(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type) && part.getContent() instanceof String text) {
            return text;
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String found = content(inner, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
