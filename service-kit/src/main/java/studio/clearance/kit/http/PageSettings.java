package studio.clearance.kit.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** {@code clearance.pages.*} */
@ConfigMapping(prefix = "clearance.pages")
public interface PageSettings {

    /** Nothing from elsewhere, nothing inline. */
    @WithDefault("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
            + " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
    String contentSecurityPolicy();

    /** The address that people see; forms are accepted from pages of this origin, whatever Host a proxy passes on. */
    @WithDefault("${clearance.public-url:}")
    Optional<URI> origin();
}
