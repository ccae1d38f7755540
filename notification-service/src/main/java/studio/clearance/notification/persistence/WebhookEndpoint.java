package studio.clearance.notification.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.domain.EndpointHealth;
import studio.clearance.notification.domain.EndpointHealth.Because;

/** Where a partner wants its webhooks. What it is sent and how it answers is written elsewhere, by other means. */
@Entity
@Table(name = "webhook_endpoint")
@DynamicUpdate
public class WebhookEndpoint {

    @Id
    private UUID id = new UUID(0, 0);

    @Column(name = "partner_id", updatable = false)
    private String partnerId = "";

    private String url = "";
    private String description = "";
    private String[] events = {};

    @Column(name = "notice_email")
    private @Nullable String noticeEmail;

    @Column(name = "failing_since")
    private @Nullable Instant failingSince;

    @Column(name = "owner_told")
    private boolean ownerTold;

    @Column(name = "switched_off_at")
    private @Nullable Instant switchedOffAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "switched_off_for")
    private @Nullable Because switchedOffFor;

    @Column(name = "rests_until", insertable = false, updatable = false)
    private @Nullable Instant restsUntil;

    @Version
    private int version;

    @Column(name = "created_at", insertable = false, updatable = false)
    private Instant createdAt = Instant.EPOCH;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected WebhookEndpoint() {}

    public void redescribe(String words) {
        description = words;
    }

    public void moveTo(String newUrl) {
        url = newUrl;
    }

    public void want(List<String> filter) {
        events = filter.toArray(String[]::new);
    }

    /** Whom to write to when it fails; null for the address the partner gave last. */
    public void tellTroubleTo(@Nullable String address) {
        noticeEmail = address;
    }

    /** Whether it takes what it is sent. */
    public EndpointHealth health() {
        if (switchedOffAt != null && switchedOffFor != null) {
            return new EndpointHealth.SwitchedOff(switchedOffAt, switchedOffFor);
        }
        return failingSince == null
                ? new EndpointHealth.Healthy()
                : new EndpointHealth.Failing(failingSince, ownerTold);
    }

    public void become(EndpointHealth health) {
        failingSince = health instanceof EndpointHealth.Failing failing ? failing.since() : null;
        ownerTold = health instanceof EndpointHealth.Failing failing && failing.ownerTold();
        switchedOffAt = health instanceof EndpointHealth.SwitchedOff off ? off.at() : null;
        switchedOffFor = health instanceof EndpointHealth.SwitchedOff off ? off.because() : null;
    }

    public void remove(Instant now) {
        become(health().switchedOff(now));
        deletedAt = now;
    }

    public UUID id() {
        return id;
    }

    public String partnerId() {
        return partnerId;
    }

    public String url() {
        return url;
    }

    public String description() {
        return description;
    }

    public List<String> events() {
        return List.of(events);
    }

    public @Nullable String noticeEmail() {
        return noticeEmail;
    }

    public @Nullable Instant restsUntil() {
        return restsUntil;
    }

    public int version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
