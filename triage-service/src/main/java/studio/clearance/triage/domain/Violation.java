package studio.clearance.triage.domain;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a declaration.
 *
 * @param pointer JSON pointer (RFC 6901) into the declaration
 * @param detail what is wrong, for a person
 * @param suggestion the name that was probably meant
 */
public record Violation(
        String pointer, String detail, @Nullable String suggestion) {}
