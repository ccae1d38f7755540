package studio.clearance.kit.http;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Holds each caller of {@code /api} to its quota and tells it where it stands, by the fields of
 * draft-ietf-httpapi-ratelimit-headers: {@code RateLimit-Policy: "default";q=600;w=60} and {@code RateLimit: "default";r=599;t=1}.
 */
@ApplicationScoped
class RateLimitFilter {

    private static final String VERDICT = RateLimitFilter.class.getName();
    private static final String LIMITED_PATHS = "/api/";

    private final CurrentIdentityAssociation identities;
    private final @Nullable RateLimit limit;
    private final String policy;

    RateLimitFilter(CurrentIdentityAssociation identities, LimitSettings settings) {
        this.identities = identities;
        this.limit = settings.requests() > 0
                ? new RateLimit(settings.requests(), settings.window().toNanos(), System::nanoTime)
                : null;
        this.policy = "\"default\";q=" + settings.requests() + ";w="
                + settings.window().toSeconds();
    }

    @ServerRequestFilter
    @Nullable
    Uni<Response> admit(ContainerRequestContext request, UriInfo uri, RoutingContext context) {
        if (limit == null || !uri.getPath().startsWith(LIMITED_PATHS)) {
            return null;
        }
        RateLimit limit = this.limit;
        return identities.getDeferredIdentity().map(identity -> {
            RateLimit.Verdict verdict = limit.ask(callerOf(identity, context));
            request.setProperty(VERDICT, verdict);
            return verdict.admitted() ? null : ProblemMapping.answer(tooMany(verdict), uri);
        });
    }

    @ServerResponseFilter
    void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(VERDICT) instanceof RateLimit.Verdict verdict) {
            response.getHeaders().putSingle("RateLimit-Policy", policy);
            response.getHeaders()
                    .putSingle("RateLimit", "\"default\";r=" + verdict.remaining() + ";t=" + verdict.secondsToFull());
        }
    }

    private static String callerOf(SecurityIdentity identity, RoutingContext context) {
        if (!identity.isAnonymous()) {
            return identity.getPrincipal().getName();
        }
        SocketAddress remote = context.request().remoteAddress();
        return remote == null ? "" : remote.hostAddress();
    }

    private static Problem tooMany(RateLimit.Verdict verdict) {
        return Problem.of(
                        429,
                        "too-many-requests",
                        "Too many requests",
                        "Wait " + verdict.retryAfterSeconds() + " s before the next request")
                .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(verdict.retryAfterSeconds()));
    }
}
