package studio.clearance.triage.vocabulary;

import java.util.List;
import java.util.stream.Collectors;
import studio.clearance.triage.yaml.TextProblem;

/** A vocabulary file that cannot be used; the message says where and why. */
public final class VocabularyRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    VocabularyRefused(List<TextProblem> problems) {
        super(problems.stream().map(TextProblem::toString).collect(Collectors.joining("\n")));
    }
}
