package studio.clearance.triage.pages;

import static studio.clearance.triage.http.Roles.ADMIN;
import static studio.clearance.triage.http.Roles.AUDITOR;
import static studio.clearance.triage.http.Roles.POLICY_OWNER;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.pages.Face;
import studio.clearance.kit.pages.Page;
import studio.clearance.triage.http.Roles;

/** What a reader may see, and which time it is for them. */
final class Readers {

    private static final Set<String> REPLAY_READERS = Set.of(POLICY_OWNER, AUDITOR, ADMIN);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);

    private Readers() {}

    /** @param done what has just happened, when something has */
    static Page page(String title, Caller reader, @Nullable Done done) {
        boolean partner = !isOfTheStudio(reader);
        Page page = Page.of(title, "policy", Face.of(reader.name(), reader.roles()), partner)
                .saying(done == null ? null : Page.Toast.of(done.says()));
        return partner ? page.inLargerType() : page;
    }

    static boolean isOfTheStudio(Caller caller) {
        return caller.roles().stream().anyMatch(Roles.STUDIO::contains);
    }

    static boolean readsReplays(Caller caller) {
        return caller.roles().stream().anyMatch(REPLAY_READERS::contains);
    }

    /** @param name as the browser names its zone in a cookie; UTC until it has, and when it is no zone */
    static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }

    static String name(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /**
     * @param local as a browser's control for date and time writes it
     * @throws DateTimeException when it is none
     */
    static Instant instant(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    static String day(Instant instant, ZoneId zone) {
        return DAY.format(instant.atZone(zone));
    }

    static String moment(Instant instant, ZoneId zone) {
        ZonedDateTime there = instant.atZone(zone);
        return MOMENT.format(there);
    }
}
