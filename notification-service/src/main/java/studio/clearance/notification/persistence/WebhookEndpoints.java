package studio.clearance.notification.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The endpoints that are not removed. */
@ApplicationScoped
public class WebhookEndpoints implements PanacheRepositoryBase<WebhookEndpoint, UUID> {

    private static final String PRESENT = "deletedAt is null and (cast(?1 as String) is null or partnerId = ?1)";

    /** The newest first. */
    public Uni<List<WebhookEndpoint>> page(Scope scope, @Nullable UUID before, int most) {
        return before == null
                ? find(PRESENT + " order by id desc", scope.partnerId())
                        .page(0, most)
                        .list()
                : find(PRESENT + " and id < ?2 order by id desc", scope.partnerId(), before)
                        .page(0, most)
                        .list();
    }

    /** Null when there is none within the caller's reach. */
    public Uni<@Nullable WebhookEndpoint> one(Scope scope, UUID id) {
        return find(PRESENT + " and id = ?2", scope.partnerId(), id).firstResult();
    }

    /** Keeps what is queued for it for a replay. */
    public Uni<Integer> holdWhatWaits(UUID id) {
        return getSession()
                .flatMap(session ->
                        session.createNativeQuery("""
                                update delivery set state = 'HELD'
                                where channel = 'WEBHOOK' and state = 'PENDING' and endpoint_id = ?1""").setParameter(1, id).executeUpdate());
    }

    public Uni<Integer> forgetSecrets(UUID id) {
        return getSession()
                .flatMap(session -> session.createNativeQuery("delete from webhook_secret where endpoint_id = ?1")
                        .setParameter(1, id)
                        .executeUpdate());
    }
}
