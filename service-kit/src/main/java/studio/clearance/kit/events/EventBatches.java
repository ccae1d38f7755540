package studio.clearance.kit.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Outages;

/**
 * Consumes one poll in one transaction: the inbox drops what was acted on before, the handler acts on the rest, its events
 * leave through the outbox. When this returns, every message of the poll has taken effect, was none of this handler's
 * business, or stands in the dead-letter topic.
 *
 * <ul>
 *   <li>A handler's failure is narrowed down by halving the batch until the message that causes it is alone; that one goes to
 *       the dead-letter topic, and the others are not held up.
 *   <li>A failure of the infrastructure (see {@link Outages}) is nobody's fault: the batch waits and tries again, for as long
 *       as it takes. The consumer is paused meanwhile and keeps its partitions.
 *   <li>A type that the handler does not name is counted and passed by. A message that is no CloudEvent goes to the
 *       dead-letter topic.
 * </ul>
 */
@ApplicationScoped
public class EventBatches {

    private static final Logger LOG = Logger.getLogger(EventBatches.class);
    private static final int MOST_LINKS = 128;

    private final Database database;
    private final DeadLetters deadLetters;
    private final InboxSettings settings;
    private final MeterRegistry meters;
    private final Tracer tracer;
    private final Map<String, Counter> passed = new ConcurrentHashMap<>();

    public EventBatches(
            Database database,
            DeadLetters deadLetters,
            InboxSettings settings,
            MeterRegistry meters,
            OpenTelemetry telemetry) {
        this.database = database;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.meters = meters;
        this.tracer = telemetry.getTracer("studio.clearance.kit.events");
    }

    /**
     * Returns when all of it is dealt with.
     *
     * @throws IllegalStateException when the thread was interrupted; nothing may then be committed to the broker
     */
    public void consume(ConsumerRecords<String, byte[]> records, EventHandler handler) {
        try {
            new Poll(handler).consume(records);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while events were waiting; they will be delivered again", stopped);
        }
    }

    private Counter passed(String type) {
        return meters.counter("clearance.events.passed", "type", type);
    }

    private final class Poll {

        private final EventHandler handler;
        private final String consumer;

        Poll(EventHandler handler) {
            this.handler = handler;
            this.consumer = handler.name().isEmpty() ? settings.consumer() : settings.consumer() + "/" + handler.name();
        }

        void consume(ConsumerRecords<String, byte[]> records) throws InterruptedException {
            List<Delivery> deliveries = readable(records);
            if (deliveries.isEmpty()) {
                return;
            }
            Span span = span(deliveries);
            try (Scope inSpan = span.makeCurrent()) {
                act(deliveries);
            } finally {
                span.end();
            }
        }

        private List<Delivery> readable(ConsumerRecords<String, byte[]> records) throws InterruptedException {
            Set<String> types = handler.types();
            List<Delivery> deliveries = new ArrayList<>(records.count());
            for (ConsumerRecord<String, byte[]> message : records) {
                String replayedFor = EventHeaders.text(message.headers(), EventHeaders.REPLAY_FOR);
                if (replayedFor != null && !replayedFor.equals(consumer)) {
                    continue;
                }
                String type = Delivery.typeOf(message);
                if (type != null && !types.contains(type)) {
                    passed.computeIfAbsent(type, EventBatches.this::passed).increment();
                    continue;
                }
                try {
                    if (type == null) {
                        throw new UnreadableEvent("The header " + EventHeaders.TYPE + " is missing");
                    }
                    deliveries.add(Delivery.of(message, type));
                } catch (UnreadableEvent unreadable) {
                    bury(message, unreadable);
                }
            }
            return deliveries;
        }

        private void act(List<Delivery> deliveries) throws InterruptedException {
            Exception failure = tryOnce(deliveries);
            Duration pause = settings.firstPause();
            while (Outages.isOutage(failure)) {
                LOG.warnf(
                        "%d events wait %d ms for the infrastructure: %s",
                        deliveries.size(), pause.toMillis(), failure);
                sleep(pause);
                pause = longer(pause);
                failure = tryOnce(deliveries);
            }
            if (failure == null) {
                return;
            }
            if (deliveries.size() == 1) {
                Span.current().setStatus(StatusCode.ERROR);
                bury(deliveries.getFirst().message(), failure);
            } else {
                int half = deliveries.size() / 2;
                act(deliveries.subList(0, half));
                act(deliveries.subList(half, deliveries.size()));
            }
        }

        private @Nullable Exception tryOnce(List<Delivery> deliveries) {
            try {
                int acted = database.transaction(tx -> {
                    List<Delivery> fresh = Inbox.take(tx, consumer, deliveries);
                    if (!fresh.isEmpty()) {
                        handler.handle(tx, fresh.stream().map(Delivery::event).toList());
                    }
                    return fresh.size();
                });
                count("acted", acted);
                count("duplicate", deliveries.size() - acted);
                return null;
            } catch (StackOverflowError tooDeep) {
                return new UnreadableEvent("The data is nested too deeply", tooDeep);
            } catch (Exception failure) {
                return failure;
            }
        }

        private void bury(ConsumerRecord<String, byte[]> message, Exception reason) throws InterruptedException {
            LOG.errorf(
                    "Message %s-%d@%d goes to the dead letters of %s: %s",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    consumer,
                    reason.getClass().getName());
            deadLetters.send(message, consumer, reason);
            count("dead", 1);
        }

        private void count(String outcome, int events) {
            if (events > 0) {
                meters.counter("clearance.events.consumed", "consumer", consumer, "outcome", outcome)
                        .increment(events);
            }
        }

        /** Continues the trace when the whole batch is of one; otherwise a trace of its own with links to the causes. */
        private Span span(List<Delivery> deliveries) {
            SpanBuilder builder = tracer.spanBuilder(consumer + " process").setSpanKind(SpanKind.CONSUMER);
            SpanContext first = TraceParent.parse(deliveries.getFirst().event().traceparent());
            if (first.isValid() && allOf(first.getTraceId(), deliveries)) {
                builder.setParent(Context.root().with(Span.wrap(first)));
            } else {
                builder.setNoParent();
                int links = Math.min(MOST_LINKS, deliveries.size());
                for (int i = 0; i < links; i++) {
                    SpanContext cause =
                            TraceParent.parse(deliveries.get(i).event().traceparent());
                    if (cause.isValid()) {
                        builder.addLink(cause);
                    }
                }
            }
            return builder.setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.operation.type", "process")
                    .setAttribute("messaging.batch.message_count", deliveries.size())
                    .startSpan();
        }

        private static boolean allOf(String traceId, List<Delivery> deliveries) {
            for (Delivery delivery : deliveries) {
                String traceparent = delivery.event().traceparent();
                if (traceparent == null || !traceparent.contains(traceId)) {
                    return false;
                }
            }
            return true;
        }
    }

    private Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : doubled;
    }

    private static void sleep(Duration pause) throws InterruptedException {
        Thread.sleep(pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
    }
}
