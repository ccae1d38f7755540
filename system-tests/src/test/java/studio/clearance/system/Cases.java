package studio.clearance.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a reviewer does with cases. */
record Cases(Api api) {

    JsonNode one(String id) {
        return api.get("/api/review-cases/" + id).must(200).json();
    }

    JsonNode claim(JsonNode queued) {
        return api.post("/api/review-cases/" + queued.get("id").asText() + "/claim", null)
                .must(200)
                .json();
    }

    /** @return the id of the written approval */
    String grant(String id, String scope) {
        Api.Answer read = api.get("/api/review-cases/" + id).must(200);
        JsonNode decided = api.post(
                        "/api/review-cases/" + id + "/decisions",
                        Map.of(
                                "decision",
                                "GRANT",
                                "scope",
                                scope,
                                "conditions",
                                List.of(Map.of("says", "The tool keeps nothing.")),
                                "expiresAt",
                                Instant.now()
                                        .plus(90, ChronoUnit.DAYS)
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString()),
                        Map.of(
                                "If-Match",
                                read.header("etag"),
                                "Idempotency-Key",
                                UUID.randomUUID().toString()))
                .must(201)
                .json();
        return decided.get("approval").get("id").asText();
    }
}
