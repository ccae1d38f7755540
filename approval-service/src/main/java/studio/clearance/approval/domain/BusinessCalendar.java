package studio.clearance.approval.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * The hours in which review clocks run.
 *
 * @param holidays days in {@code zone} on which they stand still
 */
public record BusinessCalendar(
        ZoneId zone, LocalTime opens, LocalTime closes, Set<DayOfWeek> days, Set<LocalDate> holidays) {

    /** Long enough for any target; a calendar without a business day in it is a mistake in the settings. */
    private static final int HORIZON_IN_DAYS = 3_660;

    public BusinessCalendar {
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
        if (!opens.isBefore(closes) || days.isEmpty()) {
            throw new IllegalArgumentException("A business day opens before it closes, on at least one weekday");
        }
    }

    /** When that much business time has passed since {@code start}. */
    public Instant after(Instant start, Duration businessTime) {
        Duration left = businessTime;
        LocalDate day = start.atZone(zone).toLocalDate();
        for (int i = 0; i < HORIZON_IN_DAYS; i++, day = day.plusDays(1)) {
            if (isBusinessDay(day)) {
                Instant from = later(start, opening(day));
                Duration open = positive(Duration.between(from, closing(day)));
                if (left.compareTo(open) <= 0 && !open.isZero()) {
                    return from.plus(left);
                }
                left = left.minus(open);
            }
        }
        throw new IllegalStateException("No business day within ten years");
    }

    /** The business time between two instants; zero when {@code to} is not after {@code from}. */
    public Duration between(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        LocalDate last = to.atZone(zone).toLocalDate();
        for (LocalDate day = from.atZone(zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            if (isBusinessDay(day)) {
                Instant start = later(from, opening(day));
                Instant end = to.isBefore(closing(day)) ? to : closing(day);
                sum = sum.plus(positive(Duration.between(start, end)));
            }
        }
        return sum;
    }

    /** The close of business on the day of that instant, or of the next business day after it has closed. */
    public Instant endOfDay(Instant now) {
        LocalDate day = now.atZone(zone).toLocalDate();
        while (!isBusinessDay(day) || !closing(day).isAfter(now)) {
            day = day.plusDays(1);
        }
        return closing(day);
    }

    private boolean isBusinessDay(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    private Instant opening(LocalDate day) {
        return day.atTime(opens).atZone(zone).toInstant();
    }

    private Instant closing(LocalDate day) {
        return day.atTime(closes).atZone(zone).toInstant();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
