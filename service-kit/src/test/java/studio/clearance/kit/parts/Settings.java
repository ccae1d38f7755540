package studio.clearance.kit.parts;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;

/** Settings as a service would have them, with their documented defaults. */
public final class Settings {

    private Settings() {}

    /** Settings with these values: {@code of(OutboxSettings.class, "clearance.outbox.topic", "clearance.trial")}. */
    public static <T> T of(Class<T> mapping, String... namesAndValues) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(mapping);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.withDefaultValue(namesAndValues[i], namesAndValues[i + 1]);
        }
        SmallRyeConfig config = builder.build();
        return config.getConfigMapping(mapping);
    }
}
