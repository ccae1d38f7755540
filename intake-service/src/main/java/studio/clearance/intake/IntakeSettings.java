package studio.clearance.intake;

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
}
