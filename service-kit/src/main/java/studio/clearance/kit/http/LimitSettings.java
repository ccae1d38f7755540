package studio.clearance.kit.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code clearance.limits.*}: how much one caller may ask of one replica. */
@ConfigMapping(prefix = "clearance.limits")
public interface LimitSettings {

    /** Requests a caller may send in a window, evenly or in one burst; 0 for no limit. High by default: a fuse, no tariff. */
    @WithDefault("600000")
    long requests();

    @WithDefault("60s")
    Duration window();
}
