package studio.clearance.approval.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.queue.ClockView;

/** Instants as the reader reads them: in their own zone, relative where it is about now, absolute beside it. */
record ReaderClock(Instant now, ZoneId zone) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter NEAR_DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter FAR_MOMENT =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    /** Letters and checks are read in many places: they state UTC. */
    ReaderClock inUtc() {
        return new ReaderClock(now, ZoneId.of("UTC"));
    }

    LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    String day(Instant instant) {
        return DAY.format(instant.atZone(zone));
    }

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    String moment(Instant instant) {
        ZonedDateTime at = instant.atZone(zone);
        if (at.toLocalDate().equals(today())) {
            return "today, " + TIME.format(at);
        }
        return (at.getYear() == today().getYear() ? MOMENT : FAR_MOMENT).format(at);
    }

    /** Day and time in full, for what is kept on paper. */
    String exactly(Instant instant) {
        return FAR_MOMENT.format(instant.atZone(zone));
    }

    String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    boolean isToday(Instant instant) {
        return instant.atZone(zone).toLocalDate().equals(today());
    }

    /** For a line of the queue: the deadline in two short lines. */
    Due due(ClockView clock) {
        if (clock.paused()) {
            return new Due(
                    "",
                    "pause",
                    "Paused",
                    clock.remaining().isNegative() ? "was over" : span(clock.remaining()) + " of working time left",
                    null);
        }
        Instant at = clock.dueAt();
        if (at == null) {
            return new Due("", "check", "Decided", "", null);
        }
        ZonedDateTime there = at.atZone(zone);
        if (at.isBefore(now)) {
            boolean thisWeek = Duration.between(at, now).toDays() < 6;
            return new Due(
                    "stop",
                    "late",
                    span(Duration.between(at, now)) + " over",
                    (thisWeek ? DAY_TIME : MOMENT).format(there),
                    at);
        }
        if (isToday(at)) {
            return new Due("", "clock", TIME.format(there), "in " + span(Duration.between(now, at)), at);
        }
        return new Due("", "clock", NEAR_DAY.format(there), TIME.format(there), at);
    }

    /** For the head of a case: the same in one line. */
    Due dueInOneLine(ClockView clock) {
        Due due = due(clock);
        Instant at = clock.dueAt();
        if (clock.paused()) {
            return new Due("", "pause", "Clock paused, " + due.detail(), "", null);
        }
        if (at == null) {
            return due;
        }
        if (at.isBefore(now)) {
            return new Due("stop", "late", span(Duration.between(at, now)) + " overdue", "", at);
        }
        return new Due(
                "", "clock", isToday(at) ? "due " + due.text() + ", " + due.detail() : "due " + moment(at), "", at);
    }

    /** A length of time in at most two units: "1 d 2 h", "5 h", "1 h 30 min", "40 min". */
    static String span(Duration length) {
        Duration positive = length.abs();
        long days = positive.toDays();
        long hours = positive.toHoursPart();
        long minutes = positive.toMinutesPart();
        List<String> parts = new ArrayList<>(2);
        if (days > 0) {
            parts.add(days + " d");
        }
        if (hours > 0) {
            parts.add(hours + " h");
        }
        if (days == 0 && hours < 5 && minutes > 0) {
            parts.add(minutes + " min");
        }
        return parts.isEmpty() ? "under a minute" : String.join(" ", parts);
    }

    /**
     * A deadline to show.
     *
     * @param tone {@code stop} when it is over, otherwise empty
     * @param icon says the same by shape
     * @param detail the second line; may be empty
     */
    public record Due(
            String tone,
            String icon,
            String text,
            String detail,
            @Nullable Instant at) {}
}
