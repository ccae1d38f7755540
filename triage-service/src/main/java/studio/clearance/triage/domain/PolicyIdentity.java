package studio.clearance.triage.domain;

/**
 * What makes a decision reproducible: the same declaration under the same identity gives the same bytes.
 *
 * @param sha256 lower-case hexadecimal hash of the bytes of the policy text
 * @param evaluator version of the code that applied it and of the vocabulary it was compiled against
 */
public record PolicyIdentity(String id, String version, String sha256, String evaluator) {}
