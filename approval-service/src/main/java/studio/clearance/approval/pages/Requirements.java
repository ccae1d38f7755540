package studio.clearance.approval.pages;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of requirements in plain words: which answer claims that one is met, and the condition a reviewer would
 * write into a letter for it. A claim is not evidence: what is only declared stays "claimed".
 */
final class Requirements {

    private final Map<String, Words> byId;

    private Requirements(Map<String, Words> byId) {
        this.byId = byId;
    }

    static Requirements load(ObjectMapper json) {
        try (InputStream in =
                Objects.requireNonNull(Requirements.class.getResourceAsStream("/pages/requirements.json"))) {
            return new Requirements(json.readValue(in, new TypeReference<Map<String, Words>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the words for the requirements cannot be read", e);
        }
    }

    Optional<Words> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * @param restsOn the clauses that ask for it
     * @param metBy {@code declaring} when the declaration itself meets it, {@code deciding} when the decision will
     * @param claimedBy the answer by which the partner says that it is met
     * @param condition what a letter would demand for it
     * @param advice good practice, not a bar
     */
    record Words(
            String says,
            String restsOn,
            @Nullable String metBy,
            @Nullable Claim claimedBy,
            @Nullable String condition,
            boolean advice) {}

    record Claim(String fact, List<String> answers) {}
}
