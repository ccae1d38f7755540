package studio.clearance.approval.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Moment;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;

/** Who reads the page being made, and which time it is for them. */
@ApplicationScoped
class Readers {

    private final Callers callers;
    private final Moments moments;
    private final ZoneId studioZone;

    Readers(Callers callers, Moments moments, ApprovalSettings settings) {
        this.callers = callers;
        this.moments = moments;
        this.studioZone = settings.sla().zone();
    }

    Caller caller() {
        return callers.current();
    }

    Reader current() {
        Caller caller = callers.currentIfAny();
        return caller == null
                ? Reader.nobody()
                : Reader.of(caller.subject(), caller.username(), caller.name(), caller.roles());
    }

    /** When the studio's working day ends: the one that is on, otherwise the next. */
    Instant endOfDay() {
        Moment moment = moments.now();
        return moment.calendar().endOfDay(moment.now());
    }

    /** @param zone as the browser names it in a cookie; until it has, and when it is no zone, the studio's */
    ReaderClock clock(@Nullable String zone) {
        return new ReaderClock(moments.now().now(), zone(zone));
    }

    private ZoneId zone(@Nullable String zone) {
        if (zone == null) {
            return studioZone;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            return studioZone;
        }
    }
}
