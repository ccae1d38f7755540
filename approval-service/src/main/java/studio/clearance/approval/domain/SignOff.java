package studio.clearance.approval.domain;

import java.time.Instant;

/** Where one signature of a case stands. */
public sealed interface SignOff {

    /** Nobody has claimed it. */
    record Vacant() implements SignOff {}

    /** Claimed, not signed. */
    record Held(Holder holder) implements SignOff {}

    /** Given, for good. */
    record Signed(Holder by, Instant at, Terms terms) implements SignOff {}
}
