package studio.clearance.approval.pages;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;

/** Filters of the queue that people keep under a name, for themselves or for everyone who reviews. */
@ApplicationScoped
class SavedFilters {

    /** What a side bar can hold; the address of a filter can be kept anywhere else. */
    private static final int MOST_OF_ONE_PERSON = 20;

    private static final int MOST_SHOWN = 40;

    private static final String VISIBLE = """
            select id, name, line, shared, owner = $1 as own from saved_filter
            where owner = $1 or shared order by own desc, name, id limit $2""";

    private static final String SAVE = """
            insert into saved_filter (id, owner, name, line, shared, saved_at)
            select $1, $2, $3, $4, $5, $6
            where (select count(*) from saved_filter where owner = $2 and name <> $3) < $7
            on conflict (owner, name) do update
              set line = excluded.line, shared = excluded.shared, saved_at = excluded.saved_at""";

    private static final String REMOVE = "delete from saved_filter where id = $1 and owner = $2";

    private final Database database;

    SavedFilters(Database database) {
        this.database = database;
    }

    /** @param own whether the reader saved it, and so may remove it */
    record SavedFilter(UUID id, String name, FilterLine line, boolean shared, boolean own) {}

    /** The reader's own, then those that others share. */
    List<SavedFilter> visibleTo(Reader reader) {
        return StreamSupport.stream(
                        database.query(VISIBLE, reader.subject(), MOST_SHOWN).spliterator(), false)
                .map(SavedFilters::read)
                .toList();
    }

    /**
     * Keeps the filter; one of the same name is replaced.
     *
     * @return whether there was room for it
     */
    boolean save(Reader reader, String name, FilterLine line, boolean shared, Instant at) {
        return database.query(SAVE, TimeOrderedIds.next(), reader.subject(), name, line.toString(), shared, at, (long)
                                MOST_OF_ONE_PERSON)
                        .rowCount()
                > 0;
    }

    void remove(Reader reader, UUID id) {
        database.query(REMOVE, id, reader.subject());
    }

    private static SavedFilter read(Row row) {
        return new SavedFilter(
                row.getUUID("id"),
                row.getString("name"),
                FilterLine.parse(row.getString("line")),
                row.getBoolean("shared"),
                row.getBoolean("own"));
    }
}
