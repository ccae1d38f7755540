package studio.clearance.notification.domain;

/** In which part somebody is told. */
public enum Audience {
    SUBMITTER,
    PARTNER,
    STUDIO_CONTACT,
    ENDPOINT_OWNER;

    /** Whether the address belongs to the partner, who may therefore see it whole. */
    public boolean isThePartner() {
        return this != STUDIO_CONTACT;
    }
}
