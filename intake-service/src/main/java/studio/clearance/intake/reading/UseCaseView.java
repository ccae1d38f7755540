package studio.clearance.intake.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.Lane;
import studio.clearance.intake.domain.Outcome;
import studio.clearance.intake.domain.Status;
import studio.clearance.intake.domain.WrittenApproval;

/** A use case as the list shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UseCaseView(
        UUID id,
        String reference,
        String title,
        int revision,
        String revisionHash,
        Status status,
        @Nullable Outcome outcome,
        @Nullable Lane lane,
        OfPartner partner,
        OfProduction production,
        @Nullable Approval approval,
        Instant submittedAt,
        Instant changedAt) {

    record OfPartner(String id, String name) {}

    record OfProduction(UUID id, String title) {}

    /** @param terms number, scope, conditions, forbidden uses, from when until when, where to check it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Approval(
            UUID id,
            int revision,
            WrittenApproval.State state,
            Instant changedAt,

            @JsonRawValue @Schema(implementation = Object.class) @Nullable
            String terms) {}
}
