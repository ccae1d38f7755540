package studio.clearance.triage.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.PolicyIdentity;
import studio.clearance.triage.domain.Verdict;
import studio.clearance.triage.policy.evaluation.Evaluation;
import studio.clearance.triage.policy.evaluation.Evaluator;
import studio.clearance.triage.policy.evaluation.Rulebook;
import studio.clearance.triage.policy.evaluation.RulebookCheck;
import studio.clearance.triage.policy.evaluation.RulebookCompiler;
import studio.clearance.triage.policy.evaluation.Situation;
import studio.clearance.triage.policy.explanation.Explanation;
import studio.clearance.triage.policy.text.PolicyFile;
import studio.clearance.triage.policy.text.PolicyText;
import studio.clearance.triage.vocabulary.Vocabulary;
import studio.clearance.triage.yaml.TextProblems;

/** The guidance, compiled. Immutable; safe to share between threads. */
public final class Policy {
    /** Changes whenever the code that applies a policy could decide or explain otherwise than before. */
    private static final String EVALUATOR = "1";

    private static final String BUILT_IN = "/policy/guidance.yaml";

    private final PolicyIdentity identity;
    private final PolicyText text;
    private final Rulebook book;
    private final Evaluator evaluator;
    private final Explanation explanation;

    Policy(PolicyIdentity identity, PolicyText text, Rulebook book) {
        this.identity = identity;
        this.text = text;
        this.book = book;
        this.evaluator = new Evaluator(book);
        this.explanation = new Explanation(book, evaluator, identity);
    }

    /**
     * Reads, checks and compiles a policy text. Worked cases are not run: {@link #tryCases()} does.
     *
     * @throws PolicyRefused with everything that is wrong with the text
     */
    public static Policy load(String yaml, Vocabulary vocabulary) {
        var problems = new TextProblems();
        PolicyText text = PolicyFile.read(yaml, vocabulary, problems);
        Rulebook book = null;
        if (text != null) {
            RulebookCheck.references(text, problems);
            book = new RulebookCompiler(text, vocabulary, problems).compile(text);
            if (book != null) {
                RulebookCheck.conditions(text, book, problems);
            }
        }
        if (problems.any() || text == null || book == null) {
            throw new PolicyRefused(problems.inOrder());
        }
        return new Policy(identityOf(yaml, text, vocabulary), text, book);
    }

    /** The text of the policy this release was built with. */
    public static String builtInText() {
        try (InputStream in = Policy.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the release lacks " + BUILT_IN);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PolicyIdentity identity() {
        return identity;
    }

    /** What the policy is called, for people. */
    public String title() {
        return text.title();
    }

    /** Every clause in the order of the guidance. */
    public List<ClauseText> clauses() {
        return ClauseText.of(text);
    }

    /** The rows of the use-case matrix in their order. */
    public List<MatrixRow> matrix() {
        return MatrixRow.of(text);
    }

    /** The declarations of the worked cases, in the order of the text: places to start from when one tries the policy. */
    public List<Example> examples() {
        return Example.of(text);
    }

    /** The full answer with its explanation. Deterministic. */
    public Assessment assess(Declaration declaration) {
        return explanation.of(evaluate(declaration));
    }

    /** The outcome alone and what holds it: the same outcome as {@link #assess}, for a fraction of the work. */
    public Verdict decide(Declaration declaration) {
        Evaluation evaluation = evaluate(declaration);
        return new Verdict(
                evaluation.outcome(),
                Evaluator.strongest(Evaluator.holding(evaluation)).stream()
                        .map(hit -> hit.clause().id())
                        .toList());
    }

    /** Runs every worked case of the policy. */
    public List<CaseResult> tryCases() {
        return new WorkedCases(book).tryAll();
    }

    private Evaluation evaluate(Declaration declaration) {
        return evaluator.evaluate(Situation.of(declaration, book.atoms()));
    }

    private static PolicyIdentity identityOf(String yaml, PolicyText text, Vocabulary vocabulary) {
        String words = vocabulary.id() + "-" + vocabulary.version() + "."
                + vocabulary.sha256().substring(0, 8);
        return new PolicyIdentity(text.id(), text.version(), sha256Of(yaml), EVALUATOR + "+" + words);
    }

    private static String sha256Of(String yaml) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
