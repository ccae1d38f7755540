package studio.clearance.intake.persistence;

import static studio.clearance.intake.persistence.Columns.column;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import studio.clearance.kit.db.Statement;

/** What happened to the use cases. Entries are added, never changed. */
@ApplicationScoped
public class Timeline {

    private static final String ADD = """
            insert into timeline_entry (use_case_id, id, happened_at, kind, revision, by_name, details)
            select use_case_id, id, happened_at, kind, revision, by_name, details::jsonb
            from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::int[], $6::text[], $7::text[])
                as n(use_case_id, id, happened_at, kind, revision, by_name, details)
            on conflict do nothing""";

    /** What is told twice is written once. */
    public Statement add(List<TimelineEntry> entries) {
        return Statement.of(
                ADD,
                column(entries, UUID[]::new, each -> each.useCase().value()),
                column(entries, UUID[]::new, TimelineEntry::id),
                column(entries, Instant[]::new, TimelineEntry::at),
                column(entries, String[]::new, each -> each.kind().name()),
                column(entries, Integer[]::new, TimelineEntry::revision),
                column(entries, String[]::new, TimelineEntry::by),
                column(entries, String[]::new, TimelineEntry::details));
    }
}
