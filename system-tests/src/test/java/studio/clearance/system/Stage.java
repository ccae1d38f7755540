package studio.clearance.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import studio.clearance.system.Api.Answer;

/** A production with its people, and the steps of the trip that several tests take. */
final class Stage {
    static final Duration SOON = Duration.ofSeconds(40);

    private final RunningSystem system;
    private final String production;

    private Stage(RunningSystem system, String production) {
        this.system = system;
        this.production = production;
    }

    /** Registers a production on which only the given partners work. */
    static Stage with(RunningSystem system, String... partners) {
        Api admin = system.as("admin-1");
        for (String partner : partners) {
            Answer known = admin.get("/api/productions/partners/" + partner);
            if (known.status() == 404) {
                admin.put(
                                "/api/productions/partners/" + partner,
                                Map.of(
                                        "name", "Partner " + partner,
                                        "email", partner + "@example.com",
                                        "locale", "en"))
                        .must(201);
            }
        }
        JsonNode registered = admin.post(
                        "/api/productions",
                        Map.of(
                                "title",
                                "The Unannounced Sequel",
                                "locale",
                                "en",
                                "timeZone",
                                "Europe/London",
                                "contact",
                                Map.of(
                                        "username", "contact-1",
                                        "name", "Ines Moreau",
                                        "email", "contact-1@example.com",
                                        "locale", "en"),
                                "partners",
                                List.of(partners)))
                .must(201)
                .json();
        return new Stage(system, registered.get("id").asText());
    }

    String production() {
        return production;
    }

    ObjectNode useCase(String title, ObjectNode declaration) {
        ObjectNode form = Api.JSON.createObjectNode();
        form.put("productionId", production);
        form.put("title", title);
        form.put("narrative", "What we mean to do, in our own words.");
        form.set("declaration", declaration);
        return form;
    }

    /** Typed prompts into the studio's own tool, for a wall of references: nothing in it needs a person. */
    static ObjectNode harmless() {
        return declaration("""
                {"makes": ["reference_images"], "stated_use": "ideation_only", "in_final": "no", "central_to_story": "no",
                 "inputs": ["own_words"], "personal_data": "no", "prompt_references": ["none"],
                 "tool_environment": "studio_enterprise", "tool_keeps_or_trains": "no", "trains_model": "no",
                 "resembles_third_party": "no", "shows_real_person": ["none"], "could_be_taken_as_real": "no",
                 "talent_work": ["none"], "replaces_union_work": "no", "workflow": "single_tool"}""");
    }

    /** Unreadable book spines in the background of the final picture: the contact's judgement. */
    static ObjectNode incidentalOnScreen() {
        ObjectNode declaration = harmless();
        declaration.putArray("makes").add("background_element");
        return declaration.put("stated_use", "final").put("in_final", "yes").put("prominence", "incidental");
    }

    /** Call sheets in a consumer assistant: personal data, so written approval by legal alone. */
    static ObjectNode personalData() {
        ObjectNode declaration = harmless();
        declaration.putArray("makes").add("admin");
        return declaration
                .put("stated_use", "temporary")
                .put("personal_data", "yes")
                .put("approval_on_file", "none");
    }

    private static ObjectNode declaration(String json) {
        try {
            return (ObjectNode) Api.JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    JsonNode submit(String partner, String title, ObjectNode declaration) {
        return system.as(partner)
                .post("/api/use-cases", useCase(title, declaration))
                .must(201)
                .json();
    }

    /** The references of all uses declared for the production. */
    Set<String> references(Api partner) {
        Set<String> references = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = partner.get("/api/use-cases?limit=100&production=" + production + cursor)
                    .must(200)
                    .json();
            page.get("items")
                    .forEach(item -> references.add(item.get("reference").asText()));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        return references;
    }

    /** Waits until the use case, as the partner sees it, has the status. */
    JsonNode awaitStatus(String partner, String useCase, String status) {
        Api api = system.as(partner);
        return await().atMost(SOON)
                .until(
                        () -> api.get("/api/use-cases/" + useCase).must(200).json(),
                        found -> found.get("status").asText().equals(status));
    }

    /** The open case of a use case, as soon as the reviewer's queue shows it. */
    JsonNode awaitQueued(String reviewer, String useCase) {
        Api api = system.as(reviewer);
        return await().atMost(SOON)
                .until(() -> queued(api, useCase), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> queued(Api api, String useCase) {
        JsonNode page = api.get("/api/review-cases?production=" + production + "&limit=200")
                .must(200)
                .json();
        return StreamSupport.stream(page.get("items").spliterator(), false)
                .filter(item -> item.get("useCaseId").asText().equals(useCase))
                .findFirst();
    }
}
