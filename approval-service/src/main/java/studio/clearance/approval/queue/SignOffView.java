package studio.clearance.approval.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Slot;

/**
 * A signature the case needs and where it stands.
 *
 * @param holder who has claimed it; null while nobody has
 * @param onBehalfOf whom the holder or signer stands in for, under a delegation
 * @param signedAt null until it is signed; a holder with a time has signed
 */
public record SignOffView(
        Slot slot,
        @Nullable PersonView holder,
        @Nullable String onBehalfOf,
        @Nullable Instant signedAt) {

    /** A person by the subject of their token and their name. */
    public record PersonView(String subject, String name) {}
}
