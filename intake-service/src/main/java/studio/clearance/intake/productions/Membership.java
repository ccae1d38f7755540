package studio.clearance.intake.productions;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That a partner works on a production, or did. */
@Entity
@Table(name = "membership")
@IdClass(Membership.Key.class)
class Membership extends PanacheEntityBase {

    @Id
    @Column(name = "production_id")
    UUID productionId;

    @Id
    @Column(name = "partner_id")
    String partnerId;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "partner_id", insertable = false, updatable = false)
    RegisteredPartner partner;

    @Column(name = "joined_at", updatable = false)
    Instant joinedAt;

    @Column(name = "left_at")
    @Nullable
    Instant leftAt;

    record Key(UUID productionId, String partnerId) {}

    static Uni<List<Membership>> current(Collection<UUID> productions) {
        return find(
                        "from Membership m join fetch m.partner where m.productionId in ?1 and m.leftAt is null"
                                + " order by m.partnerId",
                        productions)
                .list();
    }
}
