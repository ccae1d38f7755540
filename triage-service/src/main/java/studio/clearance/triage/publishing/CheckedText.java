package studio.clearance.triage.publishing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.clearance.triage.domain.PolicyIdentity;
import studio.clearance.triage.domain.lifecycle.Problem;
import studio.clearance.triage.policy.CaseResult;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.policy.PolicyRefused;
import studio.clearance.triage.vocabulary.Vocabulary;

/**
 * A policy text as it was handed in, and what is wrong with it: that it does not compile, or that a case it brings comes out otherwise
 * than it says.
 *
 * @param version the version the text gives itself; a text that cannot be read may still say it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record CheckedText(
        byte[] yaml, String sha256, Optional<String> policyId, Optional<String> version, List<Problem> problems) {

    static CheckedText of(String source, Vocabulary vocabulary) {
        byte[] yaml = source.getBytes(StandardCharsets.UTF_8);
        try {
            Policy policy = Policy.load(source, vocabulary);
            PolicyIdentity identity = policy.identity();
            return new CheckedText(
                    yaml,
                    identity.sha256(),
                    Optional.of(identity.id()),
                    Optional.of(identity.version()),
                    policy.tryCases().stream()
                            .filter(result -> !result.holds())
                            .map(CheckedText::problem)
                            .toList());
        } catch (PolicyRefused refused) {
            return new CheckedText(
                    yaml,
                    sha256(yaml),
                    line("policy", source),
                    line("version", source),
                    refused.problems().stream()
                            .map(problem -> new Problem(problem.line(), problem.reason()))
                            .toList());
        }
    }

    private static Problem problem(CaseResult failed) {
        return new Problem(
                failed.line(),
                "The case “" + failed.name() + "” of " + failed.clause() + " does not hold: "
                        + String.join("; ", failed.differences()));
    }

    private static Optional<String> line(String key, String source) {
        Matcher found = Pattern.compile("^" + key + ":\\s*[\"']?([A-Za-z0-9][A-Za-z0-9._-]{0,63})", Pattern.MULTILINE)
                .matcher(source);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    static String sha256(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
