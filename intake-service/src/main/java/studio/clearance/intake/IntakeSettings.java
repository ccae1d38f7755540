package studio.clearance.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code clearance.intake.*} */
@ConfigMapping(prefix = "clearance.intake")
public interface IntakeSettings {

    /**
     * How many submissions at most share one transaction. More than this only lengthens the wait of the first of them:
     * beyond a hundred rows a statement costs by the row.
     */
    @WithDefault("128")
    int submissionBatch();

    /** How large a body may be. A declaration with the longest narrative stays below 64 KiB. */
    @WithDefault("256K")
    MemorySize bodyLimit();
}
