package studio.clearance.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What triage sends on to people, as fast as the service opens cases for it. */
final class OpeningLoad {
    private static final String TOPIC = "clearance.triage";

    private final ApprovalAlone approval;
    private final Path example;
    private final PrintStream out;

    /** @param example an EscalationRequested as its producer publishes it */
    OpeningLoad(ApprovalAlone approval, Path example, PrintStream out) {
        this.approval = approval;
        this.example = example;
        this.out = out;
    }

    /** The events wait in the topic before the service is let at them: what is measured is the service. */
    void open(int count, boolean profiled, Path recording) throws InterruptedException {
        out.printf("%n%,d EscalationRequested, waiting in the topic%n", count);
        long before = open();
        approval.stopService();
        send(count);
        approval.restartService();
        var hotSpots = new HotSpots(approval.servicePid(), recording);
        if (profiled) {
            hotSpots.start();
        }
        var meter = new SqlMeter(approval);
        var cpu = approval.meter();
        long atStart = open();
        meter.start();
        cpu.start();
        long begin = System.nanoTime();
        while (open() < before + count) {
            if (System.nanoTime() - begin > 120_000_000_000L) {
                throw new IllegalStateException("The cases were not opened within two minutes");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long opened = before + count - atStart;
        Map<String, Double> used = new TreeMap<>(cpu.sinceStart());
        long transactions = meter.transactionsSinceStart();
        List<SqlMeter.Seen> seen = meter.sinceStart();
        out.printf(
                "  opened %,9.0f cases/s (%,d in %.2f s, right after the start); %,d transactions of all sorts%n",
                opened / seconds, opened, seconds, transactions);
        out.print("  CPU ms a case");
        used.forEach((part, spent) -> out.printf("   %s %.3f", part, spent * 1000 / opened));
        out.println();
        for (SqlMeter.Seen each : seen.subList(0, Math.min(10, seen.size()))) {
            out.printf(
                    "      %,6d x %.3f ms (%.1f rows each)  %s%n",
                    each.calls(), each.mean(), each.rows() / (double) each.calls(), each.inShort());
        }
        if (profiled) {
            hotSpots.print(out);
        }
    }

    private long open() {
        return approval.number("select count(*) from use_case");
    }

    private void send(int count) {
        JsonObject event = new JsonObject(read().replace("\"MX-4\"", "\"DU-2\""));
        Map<String, Object> settings =
                Map.of("bootstrap.servers", approval.kafka(), "linger.ms", 5, "batch.size", 200_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                String useCase = UUID.randomUUID().toString();
                event.put("useCaseId", useCase).getJsonObject("useCase").put("useCaseId", useCase);
                var message =
                        new ProducerRecord<>(TOPIC, useCase, event.toBuffer().getBytes());
                header(message.headers(), "ce_specversion", "1.0");
                header(message.headers(), "ce_id", UUID.randomUUID().toString());
                header(message.headers(), "ce_type", "studio.clearance.EscalationRequested.v1");
                header(message.headers(), "ce_source", "/triage-service");
                header(message.headers(), "ce_subject", useCase);
                header(message.headers(), "ce_time", Instant.now().toString());
                producer.send(message);
            }
        }
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private String read() {
        try {
            return Files.readString(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
