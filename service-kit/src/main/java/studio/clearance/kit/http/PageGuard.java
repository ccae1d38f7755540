package studio.clearance.kit.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from acting in a logged-in person's name, and pages from loading or running what is not ours.
 *
 * <p>A request that changes something and carries no token of its own rides on the browser's cookie, so it must come from our
 * pages: {@code Sec-Fetch-Site} says so in every browser of today (Fetch Metadata), {@code Origin} in older ones. A form
 * without either is refused.
 */
@ApplicationScoped
class PageGuard {

    private static final Set<String> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String SAME_ORIGIN = "same-origin";

    private final String contentSecurityPolicy;
    private final @Nullable String publicAuthority;

    PageGuard(PageSettings settings) {
        this.contentSecurityPolicy = settings.contentSecurityPolicy();
        this.publicAuthority = settings.origin().map(URI::getAuthority).orElse(null);
    }

    @ServerRequestFilter(preMatching = true)
    void onlyFromOurPages(ContainerRequestContext request) {
        if (SAFE_METHODS.contains(request.getMethod()) || request.getHeaderString(HttpHeaders.AUTHORIZATION) != null) {
            return;
        }
        String site = request.getHeaderString("Sec-Fetch-Site");
        String origin = request.getHeaderString("Origin");
        boolean ours;
        if (site != null) {
            ours = site.equals(SAME_ORIGIN) || site.equals("none");
        } else if (origin != null) {
            ours = isOurs(origin, request.getHeaderString(HttpHeaders.HOST));
        } else {
            ours = !isForm(request.getMediaType());
        }
        if (!ours) {
            throw Problem.of(
                    403,
                    "cross-site-request",
                    "This request does not come from our pages",
                    "Open the page here and send its form again");
        }
    }

    private boolean isOurs(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && (authority.equals(publicAuthority) || authority.equals(host));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** What a page of another site can send without asking first (the safelisted types of the Fetch standard). */
    private static boolean isForm(@Nullable MediaType type) {
        if (type == null) {
            return false;
        }
        String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        return name.equals(MediaType.APPLICATION_FORM_URLENCODED)
                || name.equals(MediaType.MULTIPART_FORM_DATA)
                || name.equals(MediaType.TEXT_PLAIN);
    }

    @ServerResponseFilter
    void protect(ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        MediaType type = response.getMediaType();
        if (type == null || !type.isCompatible(MediaType.TEXT_HTML_TYPE) || type.isWildcardType()) {
            return;
        }
        headers.putSingle("Content-Security-Policy", contentSecurityPolicy);
        headers.putSingle("Referrer-Policy", SAME_ORIGIN);
        headers.putSingle("Cross-Origin-Opener-Policy", SAME_ORIGIN);
        headers.putSingle("Cross-Origin-Resource-Policy", SAME_ORIGIN);
        headers.putSingle("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
