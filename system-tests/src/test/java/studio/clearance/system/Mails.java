package studio.clearance.system;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /**
     * How many mails there are about each use case, by their subjects. A mail that came twice under one Message-ID is one: when its
     * sender is killed between handing it over and noting so, it is sent again, and mail programs show it once.
     */
    static Map<String, Long> countByReference(LocalMail server, Set<String> references) {
        Map<String, Set<String>> mails = new TreeMap<>();
        references.forEach(reference -> mails.put(reference, new HashSet<>()));
        for (MimeMessage mail : server.messages()) {
            Matcher reference = REFERENCE.matcher(subject(mail));
            if (reference.find() && mails.containsKey(reference.group())) {
                mails.get(reference.group()).add(id(mail));
            }
        }
        Map<String, Long> count = new TreeMap<>();
        mails.forEach((reference, ids) -> count.put(reference, (long) ids.size()));
        return count;
    }

    private static String id(MimeMessage mail) {
        try {
            return String.valueOf(mail.getMessageID());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
