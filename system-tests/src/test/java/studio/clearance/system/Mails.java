package studio.clearance.system;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import studio.clearance.local.parts.LocalMail;

/** What came in by mail. */
final class Mails {
    private static final Pattern REFERENCE = Pattern.compile("UC-\\d+");

    private Mails() {}

    static String subject(MimeMessage mail) {
        try {
            return String.valueOf(mail.getSubject());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many mails there are about each use case, by their subjects. */
    static Map<String, Long> countByReference(LocalMail server, Set<String> references) {
        Map<String, Long> count =
                new TreeMap<>(references.stream().collect(Collectors.toMap(reference -> reference, reference -> 0L)));
        List<MimeMessage> mails = server.messages();
        for (MimeMessage mail : mails) {
            Matcher reference = REFERENCE.matcher(subject(mail));
            if (reference.find()) {
                count.computeIfPresent(reference.group(), (about, mailsSoFar) -> mailsSoFar + 1);
            }
        }
        return count;
    }
}
