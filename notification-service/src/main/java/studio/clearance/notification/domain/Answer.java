package studio.clearance.notification.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an endpoint answered one attempt. */
public sealed interface Answer {

    /** Short, for the attempt log: {@code 200}, {@code 503}, {@code timeout}. */
    String words();

    /** An HTTP status came back. */
    record Status(int code, @Nullable Duration retryAfter) implements Answer {

        public boolean isDelivered() {
            return code >= 200 && code < 300;
        }

        /** The receiver wants nothing more from us (Standard Webhooks, on 410). */
        public boolean isGone() {
            return code == 410;
        }

        /** The receiver, or what stands before it, has too much to do: nothing else is sent there meanwhile either. */
        public boolean asksForRest() {
            return code == 429 || code == 502 || code == 503 || code == 504;
        }

        @Override
        public String words() {
            return code >= 300 && code < 400 ? code + ", redirects are refused" : String.valueOf(code);
        }
    }

    /** No status came back. */
    record Silence(Cause cause) implements Answer {

        @Override
        public String words() {
            return cause.words();
        }
    }

    /** Why no status came back. */
    enum Cause {
        TIMEOUT("timeout"),
        CONNECTION_FAILED("connection failed"),
        TLS_FAILED("TLS failed"),
        NAME_NOT_FOUND("host name not found"),
        ADDRESS_REFUSED("address not allowed"),
        PLAIN_HTTP_REFUSED("plain HTTP not allowed"),
        ENDPOINT_REMOVED("endpoint removed");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
