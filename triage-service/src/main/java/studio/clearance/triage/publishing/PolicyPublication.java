package studio.clearance.triage.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.JsonBody;
import studio.clearance.kit.http.Problem;
import studio.clearance.triage.domain.lifecycle.ReReview;

/** What a publisher asks for; every member may be left out. */
@Schema(name = "PolicyPublication")
public record PolicyPublication(
        @Schema(description = "From when on it decides; as soon as every replica has heard of it when absent") @Nullable
        Instant effectiveFrom,

        @Schema(
                description =
                        "The number of past outcomes that change, as the replay counted them: says that it has been seen and is meant")
        @Nullable
        Long changedOutcomes,

        @Schema(description = "Which cases are decided again once it is in force", defaultValue = "NONE")
        ReReview reReview) {

    static PolicyPublication of(byte[] body) {
        ObjectNode object = body.length == 0 ? JsonNodeFactory.instance.objectNode() : JsonBody.object(body);
        List<FieldError> errors = new ArrayList<>();
        PolicyPublication wanted = new PolicyPublication(
                effectiveFrom(object.get("effectiveFrom"), errors),
                changedOutcomes(object.get("changedOutcomes"), errors),
                reReview(object.get("reReview"), errors));
        if (!errors.isEmpty()) {
            throw Problem.invalidContent(errors);
        }
        return wanted;
    }

    private static @Nullable Instant effectiveFrom(@Nullable JsonNode node, List<FieldError> errors) {
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(node.asText()).toInstant();
        } catch (DateTimeException malformed) {
            errors.add(new FieldError("/effectiveFrom", "Write the moment as 2026-12-01T00:00:00Z."));
            return null;
        }
    }

    private static @Nullable Long changedOutcomes(@Nullable JsonNode node, List<FieldError> errors) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber()) {
            errors.add(
                    new FieldError("/changedOutcomes", "Give the number of changed outcomes that the replay counted."));
        }
        return node.asLong();
    }

    private static ReReview reReview(@Nullable JsonNode node, List<FieldError> errors) {
        if (node == null || node.isNull()) {
            return ReReview.NONE;
        }
        return Arrays.stream(ReReview.values())
                .filter(value -> value.name().equals(node.asText()))
                .findFirst()
                .orElseGet(() -> {
                    errors.add(new FieldError("/reReview", "One of " + Arrays.toString(ReReview.values()) + "."));
                    return ReReview.NONE;
                });
    }
}
