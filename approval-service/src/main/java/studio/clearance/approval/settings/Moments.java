package studio.clearance.approval.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import studio.clearance.approval.domain.BusinessCalendar;
import studio.clearance.approval.domain.Moment;

/** What time it is, by the studio's calendar. The one place that looks at a clock. */
@ApplicationScoped
public class Moments {

    private final Clock clock;
    private final BusinessCalendar calendar;

    @jakarta.inject.Inject
    public Moments(ApprovalSettings settings) {
        this(settings, Clock.systemUTC());
    }

    /** By another clock. */
    public Moments(ApprovalSettings settings, Clock clock) {
        ApprovalSettings.Sla sla = settings.sla();
        this.clock = clock;
        this.calendar = new BusinessCalendar(
                sla.zone(),
                sla.opens(),
                sla.closes(),
                sla.days(),
                sla.holidays().orElse(Set.of()));
    }

    /** To the microsecond, which is as exact as the database keeps it. */
    public Moment now() {
        return new Moment(Instant.now(clock).truncatedTo(ChronoUnit.MICROS), calendar);
    }
}
