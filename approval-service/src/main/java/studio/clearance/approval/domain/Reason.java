package studio.clearance.approval.domain;

import org.jspecify.annotations.Nullable;

/**
 * Why a use is denied, in words for the partner.
 *
 * @param clause the clause it rests on, where it rests on one
 */
public record Reason(@Nullable String clause, String says) {}
