package studio.clearance.intake.wording;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;
import studio.clearance.intake.domain.ProductionId;
import studio.clearance.intake.http.JsonForm;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.JsonBody;
import studio.clearance.kit.http.JsonSchemaCheck;
import studio.clearance.kit.http.Problem;

/** Reads what partners declare: valid against the vocabulary that triage publishes, then brought into canonical form. */
@ApplicationScoped
public class DeclarationForms {

    /** Behind an even number of backslashes, so that it is the escape and no text about it. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    private final JsonForm<Submission> submissions;
    private final JsonForm<Revision> revisions;

    record Submission(UUID productionId, String title) {}

    record Revision(String title) {}

    public DeclarationForms() {
        JsonSchemaCheck vocabulary =
                new JsonSchemaCheck(JsonForm.resource(DeclarationForms.class, "vocabulary.schema.json"));
        submissions = JsonForm.of(Submission.class, "submission.schema.json").where("declaration", vocabulary);
        revisions = JsonForm.of(Revision.class, "revision.schema.json").where("declaration", vocabulary);
    }

    public Declared submission(byte[] body) {
        Submission form = submissions.read(body);
        return new Declared(new ProductionId(form.productionId()), form.title(), Wording.ofSubmission(canonical(body)));
    }

    /** A use case stays with its production. */
    public Declared revision(byte[] body, ProductionId production) {
        Revision form = revisions.read(body);
        return new Declared(production, form.title(), Wording.ofRevision(canonical(body), production));
    }

    private static String canonical(byte[] body) {
        String canonical;
        try {
            canonical = new JsonCanonicalizer(body).getEncodedString();
        } catch (IOException notInUtf8) {
            throw JsonBody.malformed("The body is JSON, but not in UTF-8.");
        }
        if (!UTF_8.newEncoder().canEncode(canonical)) {
            throw refused("A text holds half of a character (an unpaired surrogate, RFC 8785, section 3.2.2.2).");
        }
        if (canonical.contains("\\u0000") && NUL.matcher(canonical).find()) {
            throw refused("A text holds the character U+0000, which databases cannot keep.");
        }
        return canonical;
    }

    private static Problem refused(String detail) {
        return Problem.invalidContent(List.of(new FieldError("", detail)));
    }
}
