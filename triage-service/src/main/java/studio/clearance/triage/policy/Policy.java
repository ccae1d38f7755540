package studio.clearance.triage.policy;

import java.util.List;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.PolicyIdentity;
import studio.clearance.triage.domain.Verdict;
import studio.clearance.triage.vocabulary.Vocabulary;

/** The guidance, compiled. Immutable; safe to share between threads. */
public final class Policy {
    private final PolicyIdentity identity;

    private Policy(PolicyIdentity identity) {
        this.identity = identity;
    }

    /**
     * Reads, checks and compiles a policy text. Worked cases are not run: {@link #tryCases()} does.
     *
     * @throws PolicyRefused with everything that is wrong with the text
     */
    public static Policy load(String yaml, Vocabulary vocabulary) {
        throw new UnsupportedOperationException();
    }

    /** The text of the policy this release was built with. */
    public static String builtInText() {
        throw new UnsupportedOperationException();
    }

    public PolicyIdentity identity() {
        return identity;
    }

    /** What the policy is called, for people. */
    public String title() {
        throw new UnsupportedOperationException();
    }

    /** Every clause in the order of the guidance. */
    public List<ClauseText> clauses() {
        throw new UnsupportedOperationException();
    }

    /** The rows of the use-case matrix, by clause id, in their order. */
    public List<MatrixRow> matrix() {
        throw new UnsupportedOperationException();
    }

    /** The full answer with its explanation. Deterministic. */
    public Assessment assess(Declaration declaration) {
        throw new UnsupportedOperationException();
    }

    /** The outcome alone and what holds it: the same outcome as {@link #assess}, for a fraction of the work. */
    public Verdict decide(Declaration declaration) {
        throw new UnsupportedOperationException();
    }

    /** Runs every worked case of the policy. */
    public List<CaseResult> tryCases() {
        throw new UnsupportedOperationException();
    }
}
