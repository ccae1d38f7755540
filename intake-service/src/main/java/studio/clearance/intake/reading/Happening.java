package studio.clearance.intake.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.persistence.TimelineEntry.Kind;

/** One entry of a timeline. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Happening(
        Instant at,
        Kind kind,
        int revision,
        @Nullable String by,

        @JsonRawValue @Schema(implementation = Object.class) @Nullable
        String details) {}
