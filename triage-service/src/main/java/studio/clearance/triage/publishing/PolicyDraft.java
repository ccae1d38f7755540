package studio.clearance.triage.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.JsonBody;
import studio.clearance.kit.http.Problem;

/** What an author hands in. */
@Schema(
        name = "PolicyDraft",
        requiredProperties = {"source", "note"})
record PolicyDraft(
        @Schema(description = "The whole policy as YAML; its line `version:` names the version")
        String source,

        @Schema(description = "What changes and why, for those who decide on it", maxLength = 2000)
        String note) {

    private static final int LONGEST_NOTE = 2_000;

    /** @throws studio.clearance.kit.http.Problem 400 or 422 with a pointer to what is wrong */
    static PolicyDraft of(byte[] body) {
        ObjectNode object = JsonBody.object(body);
        List<FieldError> errors = new ArrayList<>();
        String source = text(object.get("source"));
        if (source.isBlank()) {
            errors.add(new FieldError("/source", "Send the policy as YAML text."));
        }
        String note = text(object.get("note")).strip();
        if (note.isEmpty()) {
            errors.add(new FieldError("/note", "Say what changes and why, in a sentence."));
        }
        if (note.length() > LONGEST_NOTE) {
            errors.add(new FieldError("/note", "Say it in at most " + LONGEST_NOTE + " characters."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalidContent(errors);
        }
        return new PolicyDraft(source, note);
    }

    private static String text(@Nullable JsonNode node) {
        return node == null || !node.isTextual() ? "" : node.textValue();
    }
}
