package studio.clearance.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-05T10:14:00Z");
    private static final String TOKEN = "e30.e30.c2lnbmVk";
    private static final String OTHER = "e30.e30.b3RoZXI";

    private final Clock started = Clock.fixed(NOW, ZoneOffset.UTC);
    private Duration passed = Duration.ZERO;
    private final VerifiedTokens tokens = new VerifiedTokens(
            new Clock() {
                @Override
                public Instant instant() {
                    return started.instant().plus(passed);
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            },
            new SimpleMeterRegistry());

    @Test
    void a_token_nobody_has_verified_is_left_to_the_one_who_does() {
        assertThat(admitted(TOKEN)).isNull();
    }

    @Test
    void a_verified_token_is_known_again() {
        verified(TOKEN, TOKEN, NOW.plusSeconds(300));

        assertThat(admitted(TOKEN)).isNotNull();
        assertThat(admitted(TOKEN).getRoles()).containsExactly("partner");
        assertThat(admitted(OTHER)).isNull();
    }

    @Test
    void a_token_is_verified_anew_after_a_minute() {
        verified(TOKEN, TOKEN, NOW.plusSeconds(300));

        passed = Duration.ofSeconds(59);
        assertThat(admitted(TOKEN)).isNotNull();
        passed = Duration.ofSeconds(60);
        assertThat(admitted(TOKEN)).isNull();
    }

    @Test
    void a_token_is_not_known_beyond_its_own_end() {
        verified(TOKEN, TOKEN, NOW.plusSeconds(5));

        passed = Duration.ofSeconds(5);
        assertThat(admitted(TOKEN)).isNull();
    }

    @Test
    void being_used_does_not_make_a_token_last_longer() {
        SecurityIdentity identity = verified(TOKEN, TOKEN, NOW.plusSeconds(300));

        passed = Duration.ofSeconds(40);
        tokens.augment(identity, null).await().indefinitely();
        passed = Duration.ofSeconds(70);

        assertThat(admitted(TOKEN)).isNull();
    }

    @Test
    void a_token_beside_an_identity_that_was_not_made_from_it_is_not_trusted() {
        verified(TOKEN, OTHER, NOW.plusSeconds(300));

        assertThat(admitted(TOKEN)).isNull();
        assertThat(admitted(OTHER)).isNull();
    }

    @Test
    void a_token_verified_for_one_tenant_is_not_known_to_another() {
        tokens.augment(
                        QuarkusSecurityIdentity.builder(identity(TOKEN, TOKEN, NOW.plusSeconds(300)))
                                .addAttribute("tenant-id", "pages")
                                .build(),
                        null)
                .await()
                .indefinitely();

        assertThat(admitted(TOKEN)).isNull();
    }

    @Test
    void a_flood_of_tokens_does_not_fill_the_memory() {
        for (int i = 0; i < 5_000; i++) verified("e30.e30." + i, "e30.e30." + i, NOW.plusSeconds(300));

        assertThat(tokens.size()).isPositive().isLessThanOrEqualTo(2_000);
        assertThat(admitted("e30.e30.4999")).isNotNull();
    }

    private SecurityIdentity verified(String credential, String principal, Instant expiry) {
        return tokens.augment(identity(credential, principal, expiry), null)
                .await()
                .indefinitely();
    }

    private static SecurityIdentity identity(String credential, String principal, Instant expiry) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new Token(principal, expiry))
                .addRole("partner")
                .addCredential(new AccessTokenCredential(credential))
                .build();
    }

    private @Nullable SecurityIdentity admitted(String token) {
        return tokens.authenticate(new TokenAuthenticationRequest(new AccessTokenCredential(token)), null)
                .await()
                .indefinitely();
    }

    private record Token(String raw, Instant expiry) implements JsonWebToken {

        @Override
        public String getName() {
            return "service-account-partner-a";
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of("raw_token", "exp");
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return (T) Map.<String, Object>of("raw_token", raw, "exp", expiry.getEpochSecond())
                    .get(name);
        }
    }
}
