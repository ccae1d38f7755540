package studio.clearance.triage.vocabulary;

/** A vocabulary file that cannot be used; the message says where and why. */
public final class VocabularyRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    VocabularyRefused(String message) {
        super(message);
    }
}
