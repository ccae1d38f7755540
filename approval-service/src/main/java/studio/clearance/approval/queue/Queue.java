package studio.clearance.approval.queue;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Moment;
import studio.clearance.approval.people.People;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Cursor;
import studio.clearance.kit.http.Cursors;

/** What a caller sees of the queue. */
@ApplicationScoped
public class Queue {

    /** Where an index alone tells the number, and where the cases have to be looked at. */
    private static final int MOST_COUNTED_AT_A_GLANCE = 1_000;

    private static final int MOST_COUNTED = 100;

    public static final int LONGEST_PAGE = 200;

    private static final String LENGTH = """
            select c.audit_length + (select count(*) from evidence e where e.use_case_id = c.use_case_id)::int
            from review_case c where c.id = $1""";

    private static final String NAMED = """
            (select id from review_case where reference = $1 order by opened_at desc limit 3)
            union all (select case_id from approval where number = $1)""";

    private final Database database;
    private final People people;
    private final Moments moments;
    private final CaseFiles caseFiles;

    public Queue(Database database, People people, Moments moments, CaseFiles caseFiles) {
        this.database = database;
        this.people = people;
        this.moments = moments;
        this.caseFiles = caseFiles;
    }

    /**
     * Most urgent first; closed cases newest first.
     *
     * @param cursor {@link QueuePage#next()} of the page before; null for the first
     */
    public QueuePage page(QueueFilter filter, @Nullable String cursor, int limit, Caller caller) {
        int size = Math.clamp(limit, 1, LONGEST_PAGE);
        Cursor after = cursor == null ? null : Cursors.decode(cursor);
        Moment moment = moments.now();
        QueueQuery query = QueueQuery.page(asked(filter, caller, moment));
        if (query.isEmpty()) {
            return new QueuePage(List.of(), null);
        }
        String sql = query.page(after, size);
        List<QueuedCase> items = new ArrayList<>(size);
        Row last = null;
        boolean more = false;
        for (Row row : database.query(sql, query.parameters())) {
            if (items.size() == size) {
                more = true;
            } else {
                items.add(QueueRows.line(row, moment));
                last = row;
            }
        }
        return new QueuePage(items, more && last != null ? next(last) : null);
    }

    /** How many cases a filter finds. */
    public Count count(QueueFilter filter, Caller caller) {
        return counts(List.of(filter), caller).getFirst();
    }

    /** How many cases each of the filters finds. */
    public List<Count> counts(List<QueueFilter> filters, Caller caller) {
        Moment moment = moments.now();
        List<@Nullable Object> parameters = new ArrayList<>();
        String counts = filters.stream()
                .map(filter -> QueueQuery.count(asked(filter, caller, moment), parameters)
                        .count(most(filter)))
                .collect(Collectors.joining(", "));
        Row counted = database.query("select " + counts, parameters.toArray())
                .iterator()
                .next();
        return IntStream.range(0, filters.size())
                .mapToObj(n -> Count.of(counted.getInteger(n), most(filters.get(n))))
                .toList();
    }

    private static int most(QueueFilter filter) {
        boolean atAGlance = filter.clause() == null
                && filter.partner() == null
                && filter.production() == null
                && filter.outcome() == null
                && filter.state() == null;
        return atAGlance ? MOST_COUNTED_AT_A_GLANCE : MOST_COUNTED;
    }

    /** One case; empty when there is none that the caller may see. */
    public Optional<ReviewCaseView> find(UUID id, Caller caller) {
        return caseFiles.find(id, people.viewer(caller), caller);
    }

    /**
     * How much there is to a case: entries of its record and documents of its use case. It grows with everything that
     * happens, and says nothing else, so that whoever asks every few seconds costs two reads by key.
     */
    public int length(UUID id) {
        for (Row row : database.query(LENGTH, id)) {
            return row.getInteger(0);
        }
        return 0;
    }

    /** The newest case of a use case, by its reference, or the case of a letter, by its number, that the caller may see. */
    public Optional<UUID> named(String name, Caller caller) {
        for (Row row : database.query(NAMED, name.toUpperCase(Locale.ROOT))) {
            UUID id = row.getUUID("id");
            if (find(id, caller).isPresent()) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private QueueQuery.Asked asked(QueueFilter filter, Caller caller, Moment moment) {
        return new QueueQuery.Asked(
                filter,
                people.viewer(caller),
                subject(filter, caller),
                moment.now(),
                moment.calendar().endOfDay(moment.now()));
    }

    private @Nullable String subject(QueueFilter filter, Caller caller) {
        String assignee = filter.assignee();
        if (assignee == null || assignee.equals(QueueFilter.NOBODY)) {
            return null;
        }
        return assignee.equals(QueueFilter.ME)
                ? caller.subject()
                : people.find(assignee).map(found -> found.person().subject()).orElse(assignee);
    }

    private static String next(Row last) {
        OffsetDateTime closedAt = last.getOffsetDateTime("closed_at");
        OffsetDateTime dueAt = last.getOffsetDateTime("due_at");
        Object key = closedAt != null ? closedAt.toInstant() : dueAt != null ? dueAt.toInstant() : "infinity";
        return Cursors.encode(key, last.getUUID("id"));
    }
}
