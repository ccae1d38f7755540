package studio.clearance.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code clearance.notification.*} */
@ConfigMapping(prefix = "clearance.notification")
public interface Settings {

    /** Where people and receivers reach the system; every link begins with it. */
    URI publicUrl();

    Mail mail();

    Webhooks webhooks();

    /** {@code clearance.notification.mail.*} */
    interface Mail {

        /** Waits after each failed attempt; then the mail is given up. */
        @WithDefault("1m,5m,15m,1h,4h,12h,24h")
        List<Duration> retries();

        /** The share of a wait that chance may add. */
        @WithDefault("0.1")
        double jitter();

        /** How many mails are on their way to the mail server at once; they share the mailer's connections. */
        @WithDefault("128")
        int window();

        /**
         * After so long another instance takes over a mail whose sender was killed. A sender that lives prolongs its claims
         * in time, however long its mails wait for a connection or for the server.
         */
        @WithDefault("15s")
        Duration claim();
    }

    /** {@code clearance.notification.webhooks.*} */
    interface Webhooks {

        /**
         * Address ranges that webhooks may go to although they are not public, and over plain HTTP: {@code 127.0.0.0/8} for
         * local work, the networks of partners inside the house for those who host the system themselves.
         */
        Optional<List<String>> allow();

        /** 32 random bytes in Base64 that seal the signing secrets in the database. See the README for how to change it. */
        Optional<String> sealingKey();

        /** Former sealing keys, to open what was sealed with them. */
        Optional<List<String>> formerSealingKeys();

        /** Where a sealing key is kept, and made at the first start, when {@link #sealingKey} is not set. */
        Optional<String> keysDirectory();

        /** Waits after each failed attempt, three days in all, as Standard Webhooks suggests; then the delivery is given up. */
        @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
        List<Duration> retries();

        /** The share of a wait that chance may add. */
        @WithDefault("0.1")
        double jitter();

        /** From looking up the name to the status line. */
        @WithDefault("15s")
        Duration timeout();

        /** How many deliveries may be under way to one endpoint at once. A failing endpoint gets one. */
        @WithDefault("16")
        int perEndpoint();

        /** How many deliveries may be under way in all. */
        @WithDefault("1000")
        int window();

        /** After so long another instance takes over a delivery whose sender has not reported: it was killed. */
        @WithDefault("1m")
        Duration claim();

        /** How long everything must have failed before the endpoint's owner is told. */
        @WithDefault("6h")
        Duration tellOwnerAfter();

        /** How long everything must have failed before the endpoint is switched off. */
        @WithDefault("3d")
        Duration switchOffAfter();

        /** How long deliveries are signed with the former secret too, unless the rotation says otherwise. */
        @WithDefault("24h")
        Duration rotationOverlap();
    }
}
