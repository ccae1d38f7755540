package studio.clearance.intake.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static studio.clearance.intake.persistence.Columns.column;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Statement;

/** The reviewers' questions and the partners' answers. */
@ApplicationScoped
public class InformationRequests {

    private static final String ADD = """
            insert into information_request
                (id, use_case_id, revision, question, facts, requested_by, requested_at, answer_wanted_by)
            select id, use_case_id, revision, question, facts::jsonb, requested_by, requested_at, answer_wanted_by
            from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                        $8::timestamptz[])
                as n(id, use_case_id, revision, question, facts, requested_by, requested_at, answer_wanted_by)
            on conflict do nothing""";

    private static final String ANSWER = """
            update information_request
            set answer = $2, answered_by_subject = $3, answered_by_name = $4, answered_at = $5
            where id = $1""";

    public Statement add(List<InformationRequest> requests) {
        return Statement.of(
                ADD,
                column(requests, UUID[]::new, InformationRequest::id),
                column(requests, UUID[]::new, each -> each.useCase().value()),
                column(requests, Integer[]::new, InformationRequest::revision),
                column(requests, String[]::new, InformationRequest::question),
                column(requests, String[]::new, each -> new String(Json.write(each.facts()), UTF_8)),
                column(requests, String[]::new, InformationRequest::requestedBy),
                column(requests, Instant[]::new, InformationRequest::requestedAt),
                column(requests, Instant[]::new, InformationRequest::answerWantedBy));
    }

    /** The database refuses a second answer to the same question. */
    public Statement answer(UUID id, String answer, Submitter by, Instant now) {
        return Statement.of(ANSWER, id, answer, by.subject(), by.name(), now);
    }
}
