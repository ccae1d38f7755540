package studio.clearance.triage.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.vocabulary.DeclarationReading;
import studio.clearance.triage.vocabulary.Vocabulary;

/** The policy and the vocabulary of this release, loaded once, and declarations to try them on. */
public final class Guidance {
    public static final Vocabulary VOCABULARY = Vocabulary.builtIn();
    public static final Policy POLICY = Policy.load(Policy.builtInText(), VOCABULARY);

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String ORDINARY = """
            {"makes": ["reference_images"], "stated_use": "ideation_only", "in_final": "no", "central_to_story": "no",
             "inputs": ["own_words"], "personal_data": "no", "prompt_references": ["none"],
             "tool_environment": "studio_enterprise", "tool_keeps_or_trains": "no", "trains_model": "no",
             "resembles_third_party": "no", "shows_real_person": ["none"], "could_be_taken_as_real": "no",
             "talent_work": ["none"], "replaces_union_work": "no", "workflow": "single_tool"}""";

    private Guidance() {}

    /** A harmless moodboard, changed in what is given. */
    static ObjectNode ordinaryUse(String changes) {
        ObjectNode use = (ObjectNode) json(ORDINARY);
        use.setAll((ObjectNode) json(changes));
        return use;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Declaration declaration(JsonNode json) {
        return switch (VOCABULARY.read(json)) {
            case DeclarationReading.Understood understood -> understood.declaration();
            case DeclarationReading.Refused refused ->
                throw new IllegalArgumentException(refused.violations() + " " + json);
        };
    }

    /** The assessment as it goes over the wire. */
    static JsonNode assessed(JsonNode declaration) {
        return json(POLICY.assess(declaration(declaration)).json());
    }
}
