package studio.clearance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.events.InboxSettings;
import studio.clearance.kit.http.IdempotencySettings;
import studio.clearance.kit.parts.Parts;
import studio.clearance.kit.parts.Settings;

class HousekeepingTest {

    private final Parts.TestDatabase database = Parts.database();

    @Test
    void what_is_past_its_retention_is_forgotten_and_nothing_else() {
        database.execute("""
                insert into inbox (event_id, consumer, received_at)
                select gen_random_uuid(), 'trial', now() - interval '1 hour' * n from generate_series(1, 12000) as n;
                insert into idempotency_key (caller, key, request_hash, status, body, created_at)
                values ('a', 'old', '', 201, '', now() - interval '73 hours'), ('a', 'new', '', 201, '', now())""");
        try (Parts.Replica replica = database.replica()) {
            housekeeping(replica).sweep();
        }

        assertThat(database.number("select count(*) from inbox")).isBetween(335L, 336L);
        assertThat(database.number("select count(*) from idempotency_key where key = 'new'"))
                .isEqualTo(1);
        assertThat(database.number("select count(*) from idempotency_key")).isEqualTo(1);
    }

    private static Housekeeping housekeeping(Parts.Replica replica) {
        return new Housekeeping(
                replica.database(),
                Settings.of(InboxSettings.class),
                Settings.of(IdempotencySettings.class),
                InstantSource.offset(InstantSource.system(), Duration.ZERO));
    }
}
