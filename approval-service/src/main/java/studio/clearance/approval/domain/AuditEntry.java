package studio.clearance.approval.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What someone did, before it has its place in a chain.
 *
 * @param action in the past tense: {@code claimed}
 * @param revision the revision of the use case it was done from
 * @param detail what else the record needs: text, whole numbers, booleans, lists and maps of these
 */
public record AuditEntry(
        String action,
        Person actor,
        @Nullable Person onBehalfOf,
        Instant at,
        int revision,
        Map<String, Object> detail) {

    static AuditEntry by(Reviewer reviewer, String action, Instant at, CaseFile file, Map<String, Object> detail) {
        return new AuditEntry(action, reviewer.person(), reviewer.onBehalfOf(), at, file.revision(), detail);
    }
}
