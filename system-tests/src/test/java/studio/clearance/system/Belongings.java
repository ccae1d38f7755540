package studio.clearance.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** One of everything, all of it partner-a's, to be asked for by everybody. */
record Belongings(Map<String, String> places) {

    static Belongings of(RunningSystem system) {
        Stage stage = Stage.with(system, "partner-a");
        Api partner = system.as("partner-a");
        WebhookReceiver portal = new WebhookReceiver();
        String endpoint = partner.post("/api/webhook-endpoints", Map.of("url", portal.url()))
                .must(201)
                .json()
                .findValue("id")
                .asText();

        String useCase = stage.submit("partner-a", "Granted once", Stage.personalData())
                .get("id")
                .asText();
        JsonNode granted = stage.awaitQueued("legal-1", useCase);
        Cases cases = new Cases(system.as("legal-1"));
        cases.claim(granted);
        String approval = cases.grant(granted.get("id").asText(), "This production.");
        String open = stage.submit("partner-a", "Still open", Stage.personalData())
                .get("id")
                .asText();
        String reviewCase = stage.awaitQueued("legal-1", open).get("id").asText();
        String triage = system.as("auditor-1")
                .get("/api/triages/" + useCase)
                .must(200)
                .json()
                .findValue("triageId")
                .asText();
        String delivery = await().atMost(Stage.SOON)
                .until(
                        () -> partner.get("/api/webhook-endpoints/" + endpoint + "/deliveries")
                                .must(200)
                                .json()
                                .get("items"),
                        items -> !items.isEmpty())
                .get(0)
                .get("id")
                .asText();
        portal.close();

        // The first place that fits a path names the thing; the longer ones therefore stand first.
        Map<String, String> places = new LinkedHashMap<>();
        places.put("/api/webhook-endpoints/{endpointId}/deliveries/{id}", delivery);
        places.put("/api/webhook-endpoints/{endpointId}", endpoint);
        places.put("/api/webhook-endpoints/{id}", endpoint);
        places.put(
                "/api/review-cases/{id}/information-requests/{question}",
                UUID.randomUUID().toString());
        places.put("/api/review-cases/{id}", reviewCase);
        places.put("/api/triages/{useCaseId}/{triageId}", triage);
        places.put("/api/triages/{useCaseId}", useCase);
        places.put("/api/productions/{production}/partners/{partner}", "partner-of-nobody");
        places.put("/api/productions/partners/{partner}", "partner-of-nobody");
        places.put("/api/productions/{production}", stage.production());
        places.put("/api/productions/{id}", stage.production());
        places.put("/api/approvals/{id}", approval);
        places.put("/verify/{id}", approval);
        places.put("/api/use-cases/{id}", open);
        places.put("/api/policies/{version}", "1");
        return new Belongings(places);
    }

    /** The path with what it asks for filled in. */
    String fill(String path) {
        String filled = path;
        for (Map.Entry<String, String> place : places.entrySet()) {
            String template = place.getKey();
            if (path.startsWith(template)) {
                int last = template.lastIndexOf('{');
                filled = filled.replace(template.substring(last), place.getValue());
            }
        }
        if (filled.contains("{")) {
            throw new IllegalStateException("Nothing is known to fill into " + filled);
        }
        return filled;
    }
}
