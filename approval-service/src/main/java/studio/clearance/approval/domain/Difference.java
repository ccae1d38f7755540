package studio.clearance.approval.domain;

import org.jspecify.annotations.Nullable;

/**
 * An answer that a new revision changed.
 *
 * @param field the fact's name, or {@code title}, {@code narrative}, {@code productionId}
 * @param before as a plain JSON value: text, number, list, map; null when it was not stated
 */
public record Difference(
        String field, @Nullable Object before, @Nullable Object after) {}
