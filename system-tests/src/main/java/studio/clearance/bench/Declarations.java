package studio.clearance.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the portal declares. */
final class Declarations {
    private Declarations() {}

    /** Call sheets in the studio's tool: personal data, so legal decides, alone. */
    static Buffer forLegal(String production, int number) {
        return new JsonObject()
                .put("productionId", production)
                .put("title", "Call sheets, day " + number)
                .put(
                        "narrative",
                        "The assistant director's office wants the call sheets of the coming week laid out and proofread.")
                .put(
                        "declaration",
                        new JsonObject()
                                .put("makes", new JsonArray().add("admin"))
                                .put("stated_use", "temporary")
                                .put("in_final", "no")
                                .put("central_to_story", "no")
                                .put("inputs", new JsonArray().add("own_words"))
                                .put("personal_data", "yes")
                                .put("approval_on_file", "none")
                                .put("prompt_references", new JsonArray().add("none"))
                                .put("tool_environment", "studio_enterprise")
                                .put("tool_keeps_or_trains", "no")
                                .put("trains_model", "no")
                                .put("resembles_third_party", "no")
                                .put("shows_real_person", new JsonArray().add("none"))
                                .put("could_be_taken_as_real", "no")
                                .put("talent_work", new JsonArray().add("none"))
                                .put("replaces_union_work", "no")
                                .put("workflow", "single_tool"))
                .toBuffer();
    }
}
