package studio.clearance.triage.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;

/** The facts a declaration is made of. Immutable; safe to share between threads. */
public final class Vocabulary {
    private final String version;

    private Vocabulary(String version) {
        this.version = version;
    }

    /**
     * Reads a vocabulary file.
     *
     * @throws VocabularyRefused when it is not a vocabulary, with all that is wrong with it
     */
    public static Vocabulary load(String yaml) {
        throw new UnsupportedOperationException();
    }

    /** The vocabulary this release was built with. */
    public static Vocabulary builtIn() {
        throw new UnsupportedOperationException();
    }

    public String version() {
        return version;
    }

    /** Lower-case hexadecimal hash of the vocabulary's text. */
    public String sha256() {
        throw new UnsupportedOperationException();
    }

    /** The JSON Schema (2020-12) of a declaration, with questions, help and ask-conditions as annotations. Always the same bytes. */
    public byte[] schema() {
        throw new UnsupportedOperationException();
    }

    /** Reads a declaration and checks it against this vocabulary. */
    public DeclarationReading read(JsonNode declaration) {
        throw new UnsupportedOperationException();
    }
}
