package studio.clearance.triage.governing;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import studio.clearance.kit.Json;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Violation;
import studio.clearance.triage.vocabulary.DeclarationReading;
import studio.clearance.triage.vocabulary.Vocabulary;

/**
 * Reads declarations that were accepted once, perhaps under an older vocabulary or by another's mistake. What cannot be understood today
 * counts as not stated, which never makes an outcome milder; a use case is not held up by it.
 */
@ApplicationScoped
public class StoredDeclarations {

    /** Removing a misfit can bring another to light; a declaration that still does not fit then states nothing. */
    private static final int ATTEMPTS = 4;

    private final Vocabulary vocabulary;

    StoredDeclarations(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    public Declaration read(byte[] declaration) {
        JsonNode tree = Json.tree(declaration);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            switch (vocabulary.read(tree)) {
                case DeclarationReading.Understood understood -> {
                    return understood.declaration();
                }
                case DeclarationReading.Refused refused -> withdraw(refused.violations(), tree);
            }
        }
        return new Declaration(Map.of(), List.of());
    }

    private static void withdraw(List<Violation> violations, JsonNode tree) {
        for (Violation violation : violations) {
            JsonPointer at = JsonPointer.compile(violation.pointer());
            // A list with one strange member is no longer the partner's list: the whole answer goes.
            while (!at.matches() && tree.at(at.head()) instanceof ArrayNode) {
                at = at.head();
            }
            if (!at.matches() && tree.at(at.head()) instanceof ObjectNode holder) {
                holder.remove(at.last().getMatchingProperty());
            }
        }
    }
}
