package studio.clearance.notification.domain;

import java.util.Locale;

/** How a delivery travels. */
public enum Channel {
    EMAIL,
    WEBHOOK;

    /** As it stands in events and answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
