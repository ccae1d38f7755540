package studio.clearance.intake.domain;

import org.jspecify.annotations.Nullable;

/** Whose look a use case waits for, the stricter last. */
public enum Lane {
    CONTACT,
    LEGAL;

    /** Once legal has it, legal keeps it: nothing that is told later takes a use case out of the stricter lane. */
    static @Nullable Lane stricter(@Nullable Lane one, @Nullable Lane other) {
        if (one == null) return other;
        if (other == null) return one;
        return one.compareTo(other) >= 0 ? one : other;
    }
}
