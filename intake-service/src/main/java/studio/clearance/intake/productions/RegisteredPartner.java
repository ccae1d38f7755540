package studio.clearance.intake.productions;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

@Entity
@Table(name = "partner")
class RegisteredPartner extends PanacheEntityBase {

    @Id
    String id;

    String name;
    String email;
    String locale;

    @Version
    int version;

    @Column(name = "registered_at", updatable = false)
    Instant registeredAt;
}
