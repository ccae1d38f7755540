package studio.clearance.kit.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a short time whom a bearer token speaks for. A portal sends the same token with each of its requests, and
 * checking its signature anew cost a quarter of all the work of a submission.
 *
 * <p>Nothing that was not verified gets in: entries are made from identities that the provider of OpenID Connect has just
 * admitted, for the very text of the token, and none outlives the token or {@link #TRUSTED_FOR}, so that a key that is
 * withdrawn is soon asked about again.
 */
@ApplicationScoped
public class VerifiedTokens implements IdentityProvider<TokenAuthenticationRequest>, SecurityIdentityAugmentor {

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(60);
    private static final String TENANT = "tenant-id";
    private static final int MOST = 2_000;
    /** That one has the usual priority, one above the system's first; the higher is asked first. */
    private static final int BEFORE_THE_VERIFYING_PROVIDER = IdentityProvider.SYSTEM_FIRST + 2;

    private final Map<Spoken, Verified> verified = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Counter recognised;

    VerifiedTokens(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.recognised = Counter.builder("clearance.tokens.recognised")
                .description("Requests whose bearer token had been verified shortly before")
                .register(meters);
    }

    /**
     * A token where it was verified: an interface that wants other tokens than its neighbour is a tenant of its own.
     *
     * @param tenant null where there is none
     */
    private record Spoken(String token, @Nullable String tenant) {}

    private record Verified(SecurityIdentity identity, Instant until) {}

    @Override
    public int priority() {
        return BEFORE_THE_VERIFYING_PROVIDER;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    /** Without an identity the next provider is asked, which verifies. */
    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        Verified known = request.getToken() instanceof AccessTokenCredential token
                ? verified.get(new Spoken(token.getToken(), tenant(request)))
                : null;
        if (known == null || !clock.instant().isBefore(known.until()))
            return Uni.createFrom().nullItem();
        recognised.increment();
        return Uni.createFrom().item(known.identity());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        String token = token(identity);
        if (token != null) remember(new Spoken(token, identity.getAttribute(TENANT)), identity);
        return Uni.createFrom().item(identity);
    }

    private static @Nullable String token(SecurityIdentity identity) {
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        boolean isOfThisToken = credential != null
                && identity.getPrincipal() instanceof JsonWebToken principal
                && credential.getToken().equals(principal.getRawToken());
        return isOfThisToken ? credential.getToken() : null;
    }

    private static @Nullable String tenant(TokenAuthenticationRequest request) {
        RoutingContext context = HttpSecurityUtils.getRoutingContextAttribute(request);
        return context == null ? null : context.get(TENANT);
    }

    private void remember(Spoken token, SecurityIdentity identity) {
        Instant now = clock.instant();
        Verified known = verified.get(token);
        if (known != null && now.isBefore(known.until())) return;
        Instant expiry = Instant.ofEpochSecond(((JsonWebToken) identity.getPrincipal()).getExpirationTime());
        Instant bound = now.plus(TRUSTED_FOR);
        Instant until = expiry.isBefore(bound) ? expiry : bound;
        if (verified.size() >= MOST) forget(now);
        verified.put(token, new Verified(withoutItsRequest(identity), until));
    }

    int size() {
        return verified.size();
    }

    private void forget(Instant now) {
        verified.values().removeIf(each -> !now.isBefore(each.until()));
        if (verified.size() >= MOST) verified.clear();
    }

    /** The identity carries the request it was made for, which must not be kept. */
    private static SecurityIdentity withoutItsRequest(SecurityIdentity identity) {
        QuarkusSecurityIdentity.Builder copy = QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .addCredentials(identity.getCredentials());
        identity.getAttributes().forEach((name, value) -> {
            if (!(value instanceof RoutingContext)) copy.addAttribute(name, value);
        });
        return copy.build();
    }
}
