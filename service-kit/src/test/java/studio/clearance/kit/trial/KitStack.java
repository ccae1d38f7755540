package studio.clearance.kit.trial;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import studio.clearance.kit.parts.Parts;

/** The real parts with the kit's tables in place, as Flyway would have put them. */
public final class KitStack implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Parts.topic("clearance.trial");
        return Parts.database().settings();
    }

    @Override
    public void stop() {
        // The other tests of this JVM go on with them.
    }
}
