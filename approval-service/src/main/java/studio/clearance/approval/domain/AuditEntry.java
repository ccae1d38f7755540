package studio.clearance.approval.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
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

    /**
     * A case comes into being.
     *
     * @param origin what else it comes from, by name: the case it {@code continues}, the approval it {@code renews}
     */
    public static AuditEntry opened(Person actor, Instant at, CaseFile file, Map<String, String> origin) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("lane", file.lane().toString());
        detail.put("slots", file.slots().stream().sorted().map(Slot::toString).toList());
        detail.put("revisionHash", file.revisionHash().value());
        detail.putAll(origin);
        return new AuditEntry("opened", actor, null, at, file.revision(), detail);
    }

    static AuditEntry by(Reviewer reviewer, String action, Instant at, CaseFile file, Map<String, Object> detail) {
        return new AuditEntry(action, reviewer.person(), reviewer.onBehalfOf(), at, file.revision(), detail);
    }
}
