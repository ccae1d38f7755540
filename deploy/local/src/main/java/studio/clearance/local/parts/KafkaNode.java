package studio.clearance.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The main class of the broker's process: formats the storage when it is new, then serves. One JVM start instead of two. */
public final class KafkaNode {
    private KafkaNode() {}

    public static void main(String[] arguments) {
        Path settings = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        if (Files.notExists(data.resolve("meta.properties"))) {
            UUID random = UUID.randomUUID();
            String clusterId = new Uuid(random.getMostSignificantBits(), random.getLeastSignificantBits()).toString();
            int status = StorageTool.execute(
                    new String[] {"format", "--cluster-id=" + clusterId, "--config", settings.toString()}, System.out);
            if (status != 0) {
                System.exit(status);
            }
        }
        Kafka.main(new String[] {settings.toString()});
    }
}
