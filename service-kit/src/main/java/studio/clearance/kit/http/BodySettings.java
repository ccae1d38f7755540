package studio.clearance.kit.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;

/** {@code clearance.http.*} */
@ConfigMapping(prefix = "clearance.http")
public interface BodySettings {

    /**
     * How large the body of a request to {@code /api} may be, files in forms aside. As much as the service takes at all
     * ({@code quarkus.http.limits.max-body-size}) unless it says less.
     */
    MemorySize bodyLimit();
}
