package studio.clearance.intake.productions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param partners who works on it; a partner is not told of the others */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProductionView(
        UUID id,
        String title,
        String locale,
        String timeZone,
        ContactForm contact,
        @Nullable List<PartnerOnIt> partners,
        Instant registeredAt) {

    record PartnerOnIt(String id, String name, Instant since) {}

    static ProductionView of(RegisteredProduction production, @Nullable List<Membership> memberships) {
        return new ProductionView(
                production.id,
                production.title,
                production.locale,
                production.timeZone,
                new ContactForm(
                        production.contact.username,
                        production.contact.name,
                        production.contact.email,
                        production.contact.locale),
                memberships == null
                        ? null
                        : memberships.stream()
                                .filter(membership -> membership.productionId.equals(production.id))
                                .map(membership -> new PartnerOnIt(
                                        membership.partnerId, membership.partner.name, membership.joinedAt))
                                .toList(),
                production.registeredAt);
    }
}
