package studio.clearance.kit.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code clearance.idempotency.*} */
@ConfigMapping(prefix = "clearance.idempotency")
public interface IdempotencySettings {

    /** How long an answer is kept and given again. */
    @WithDefault("72h")
    Duration retention();
}
