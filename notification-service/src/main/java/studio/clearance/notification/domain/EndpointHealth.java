package studio.clearance.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether an endpoint takes what it is sent. A state changes only by what it was answered; time alone changes nothing. */
public sealed interface EndpointHealth {

    /** How many deliveries may be under way to it at once: one is enough to find out whether a dead one lives again. */
    int concurrency(int healthy);

    EndpointHealth succeeded();

    EndpointHealth failed(Instant now, Patience patience);

    /** It answered 410. */
    EndpointHealth gone(Instant now);

    /** Its owner wants it to take nothing for now. */
    default EndpointHealth switchedOff(Instant now) {
        return this instanceof SwitchedOff ? this : new SwitchedOff(now, Because.OWNER);
    }

    /** Its owner wants it to take deliveries: with a clean slate, since what it answered before it was mended says nothing. */
    default EndpointHealth switchedOn() {
        return this instanceof SwitchedOff ? new Healthy() : this;
    }

    /** What its owner is to be told on the way into this state from the other. */
    static Optional<Kind> notice(EndpointHealth before, EndpointHealth after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        return switch (after) {
            case Healthy healthy -> Optional.empty();
            case Failing failing -> failing.ownerTold() ? Optional.of(Kind.ENDPOINT_FAILING) : Optional.empty();
            case SwitchedOff off ->
                switch (off.because()) {
                    case GONE -> Optional.of(Kind.ENDPOINT_GONE);
                    case FAILED_TOO_LONG -> Optional.of(Kind.ENDPOINT_SWITCHED_OFF);
                    case OWNER -> Optional.empty();
                };
        };
    }

    record Healthy() implements EndpointHealth {

        @Override
        public int concurrency(int healthy) {
            return healthy;
        }

        @Override
        public EndpointHealth succeeded() {
            return this;
        }

        @Override
        public EndpointHealth failed(Instant now, Patience patience) {
            return new Failing(now, false);
        }

        @Override
        public EndpointHealth gone(Instant now) {
            return new SwitchedOff(now, Because.GONE);
        }
    }

    /** Nothing has got through since then. */
    record Failing(Instant since, boolean ownerTold) implements EndpointHealth {

        @Override
        public int concurrency(int healthy) {
            return 1;
        }

        @Override
        public EndpointHealth succeeded() {
            return new Healthy();
        }

        @Override
        public EndpointHealth failed(Instant now, Patience patience) {
            Duration failing = Duration.between(since, now);
            if (failing.compareTo(patience.switchOffAfter()) >= 0) {
                return new SwitchedOff(now, Because.FAILED_TOO_LONG);
            }
            return ownerTold || failing.compareTo(patience.tellOwnerAfter()) < 0 ? this : new Failing(since, true);
        }

        @Override
        public EndpointHealth gone(Instant now) {
            return new SwitchedOff(now, Because.GONE);
        }
    }

    /** Takes nothing until its owner switches it on again. What comes meanwhile is kept for a replay. */
    record SwitchedOff(Instant at, Because because) implements EndpointHealth {

        @Override
        public int concurrency(int healthy) {
            return 0;
        }

        @Override
        public EndpointHealth succeeded() {
            return this;
        }

        @Override
        public EndpointHealth failed(Instant now, Patience patience) {
            return this;
        }

        @Override
        public EndpointHealth gone(Instant now) {
            return this;
        }
    }

    /** Why it is switched off. */
    enum Because {
        OWNER,
        GONE,
        FAILED_TOO_LONG
    }

    /**
     * How long failure is borne.
     *
     * @param tellOwnerAfter how long everything must have failed before its owner is told
     * @param switchOffAfter how long before it is switched off
     */
    record Patience(Duration tellOwnerAfter, Duration switchOffAfter) {}
}
