package studio.clearance.approval.docket;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Holder;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.SignOff;
import studio.clearance.approval.domain.SlaClock;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.persistence.StoredCase;

/**
 * Where a case stands after an action.
 *
 * @param version its entity tag without the quotes
 * @param dueAt null while the clock is paused or over
 */
public record Standing(
        UUID id,
        UUID useCaseId,
        String reference,
        int revision,
        Lane lane,
        CaseState state,
        int version,
        List<SlotStanding> signOffs,
        @Nullable Instant dueAt) {

    /** @param signedAt null until it is signed */
    public record SlotStanding(
            Slot slot,
            @Nullable Person holder,
            @Nullable String onBehalfOf,
            @Nullable Instant signedAt) {

        private static SlotStanding of(Map.Entry<Slot, SignOff> entry) {
            return switch (entry.getValue()) {
                case SignOff.Vacant vacant -> new SlotStanding(entry.getKey(), null, null, null);
                case SignOff.Held held -> of(entry.getKey(), held.holder(), null);
                case SignOff.Signed signed -> of(entry.getKey(), signed.by(), signed.at());
            };
        }

        private static SlotStanding of(Slot slot, Holder holder, @Nullable Instant signedAt) {
            return new SlotStanding(
                    slot,
                    holder.person(),
                    holder.onBehalfOf() == null ? null : holder.onBehalfOf().name(),
                    signedAt);
        }
    }

    public static Standing of(StoredCase stored) {
        CaseFile file = stored.reviewCase().file();
        return new Standing(
                file.id().value(),
                file.useCase().value(),
                file.reference(),
                file.revision(),
                file.lane(),
                stored.reviewCase().state(),
                stored.version(),
                stored.reviewCase().signOffs().bySlot().entrySet().stream()
                        .map(SlotStanding::of)
                        .toList(),
                stored.reviewCase().clock() instanceof SlaClock.Running running ? running.dueAt() : null);
    }
}
