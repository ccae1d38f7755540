package studio.clearance.kit.http;

/** What an Idempotency-Key turned out to be. */
public sealed interface Claim {

    /** First seen: do the work, then {@link IdempotencyKeys#remember} the answer in the same transaction. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Fresh(String caller, String key, byte[] requestHash) implements Claim {}

    /** Answered before: give the same answer and do nothing. */
    record Replay(StoredResponse response) implements Claim {}

    /** The first request with this key is still being worked on. */
    record InUse() implements Claim {

        public Problem problem() {
            return Problem.of(
                            409,
                            "idempotency-key-in-use",
                            "The first request is still under way",
                            "A request with this Idempotency-Key is being worked on; send it again in a moment")
                    .withHeader("Retry-After", "1");
        }
    }

    /** The key was used for another request. */
    record Mismatch() implements Claim {

        public Problem problem() {
            return Problem.of(
                    422,
                    "idempotency-key-reused",
                    "This key belongs to another request",
                    "Use a new Idempotency-Key for a new request; repeat one only with the same body");
        }
    }
}
