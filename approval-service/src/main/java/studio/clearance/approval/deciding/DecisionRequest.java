package studio.clearance.approval.deciding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ConsentId;
import studio.clearance.approval.domain.Reason;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Terms;

/**
 * A decision as it is sent.
 *
 * @param slot the signature it is for; the reviewer's own when left out
 * @param onBehalfOf subject or username of the colleague the caller stands in for
 * @param scope of a grant: what exactly is approved
 * @param expiresAt of a grant: until when
 * @param requirements of a grant: how each requirement was met
 * @param consents of a grant: entries of the consent ledger that it rests on
 * @param reasons of a denial
 * @param note of a contact's clearance or escalation
 */
public record DecisionRequest(
        Kind decision,
        @Nullable Slot slot,
        @Nullable String onBehalfOf,
        @Nullable String scope,
        @Nullable List<Says> conditions,
        @Nullable List<Says> forbiddenUses,
        @Nullable Instant expiresAt,
        @Nullable List<Terms.RequirementMet> requirements,
        @Nullable List<UUID> consents,
        @Nullable List<Reason> reasons,
        @Nullable String note) {

    public enum Kind {
        GRANT,
        DENY,
        CLEAR,
        ESCALATE
    }

    public record Says(String says) {}

    Terms terms() {
        return new Terms(
                scope == null ? null : scope.strip(),
                said(conditions),
                said(forbiddenUses),
                expiresAt,
                orEmpty(requirements),
                orEmpty(consents).stream().map(ConsentId::new).toList());
    }

    List<Reason> reasonsGiven() {
        return orEmpty(reasons);
    }

    String noteOrNothing() {
        return note == null ? "" : note.strip();
    }

    private static List<String> said(@Nullable List<Says> all) {
        return orEmpty(all).stream().map(Says::says).map(String::strip).toList();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
