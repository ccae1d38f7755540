package studio.clearance.triage.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import studio.clearance.kit.db.Database;

/** How often each clause fired. Days that are over are counted once and kept. */
@ApplicationScoped
public class Firings {

    /** A transaction that began before midnight has committed by then. */
    private static final Duration DAY_IS_OVER_AFTER = Duration.ofMinutes(10);

    private static final String TALLY = """
            insert into clause_tally (day, clause, fired)
            select (decided_at at time zone 'UTC')::date, clause, count(*)
            from triage cross join unnest(clauses) as clause
            where reason = 'SUBMITTED' and decided_at < $1::date::timestamp at time zone 'UTC'
              and decided_at >= coalesce((select max(day) + 1 from clause_tally), '2000-01-01')::timestamp at time zone 'UTC'
            group by 1, 2
            on conflict do nothing""";

    private static final String YEAR = """
            select clause, sum(fired)::bigint from (
              select clause, fired from clause_tally where day > $1::date - 365 and day < $1::date
              union all
              select clause, count(*) from triage cross join unnest(clauses) as clause
              where reason = 'SUBMITTED' and decided_at >= $1::date::timestamp at time zone 'UTC'
              group by clause) counted
            group by clause""";

    private final Database database;

    Firings(Database database) {
        this.database = database;
    }

    /** By clause, over the last twelve months until now. Decisions that a new policy made again do not count twice. */
    public Map<String, Long> ofTheLastYear(Instant now) {
        LocalDate day = now.minus(DAY_IS_OVER_AFTER).atOffset(ZoneOffset.UTC).toLocalDate();
        database.query(TALLY, day);
        Map<String, Long> fired = new HashMap<>();
        database.query(YEAR, day).forEach(row -> fired.put(row.getString(0), row.getLong(1)));
        return fired;
    }
}
