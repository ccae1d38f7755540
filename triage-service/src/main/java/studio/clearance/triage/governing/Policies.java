package studio.clearance.triage.governing;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.policy.PolicyRefused;
import studio.clearance.triage.vocabulary.Vocabulary;

/** Compiled policies by the hash of their text. A text never changes, so what is compiled stays right for ever. */
@ApplicationScoped
public class Policies {

    private static final int KEPT = 16;

    private final PolicyVersions versions;
    private final Vocabulary vocabulary;
    private final Map<String, Policy> compiled = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Policy> eldest) {
            return size() > KEPT;
        }
    };

    Policies(PolicyVersions versions, Vocabulary vocabulary) {
        this.versions = versions;
        this.vocabulary = vocabulary;
    }

    /** @return empty when no such text is stored, or this release does not understand it */
    public Optional<Policy> readable(String sha256) {
        try {
            return withText(sha256);
        } catch (PolicyRefused refused) {
            return Optional.empty();
        }
    }

    /**
     * @return empty when no such text is stored
     * @throws PolicyRefused when this release no longer understands the text
     */
    public synchronized Optional<Policy> withText(String sha256) {
        Policy known = compiled.get(sha256);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Policy> loaded =
                versions.text(sha256).map(yaml -> Policy.load(new String(yaml, StandardCharsets.UTF_8), vocabulary));
        loaded.ifPresent(policy -> compiled.put(sha256, policy));
        return loaded;
    }
}
