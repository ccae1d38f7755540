package studio.clearance.notification.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Outages;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.notification.Settings;
import studio.clearance.notification.domain.EndpointHealth;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.Telling;
import studio.clearance.notification.domain.Verdict;
import studio.clearance.notification.persistence.Deliveries;
import studio.clearance.notification.persistence.EndpointAnswer;
import studio.clearance.notification.persistence.EndpointHealths;
import studio.clearance.notification.persistence.Report;

/**
 * Writes down what came of the attempts, many in one transaction: the deliveries, the health of their endpoints, and the
 * events about both. A report is in no hurry: until it is written the claim keeps others away, and if this process dies first
 * the delivery is sent a second time under the same message id, which receivers recognise.
 */
@ApplicationScoped
public class Reports {

    private static final Logger LOG = Logger.getLogger(Reports.class);

    /** After the senders have stopped, before the pool closes. */
    public static final int STOPS_AFTER_THE_SENDERS = 60;

    private static final int MOST = 500;
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(5);

    private final Database database;
    private final Deliveries deliveries;
    private final EndpointHealths healths;
    private final Outbox outbox;
    private final Bell bell;
    private final MeterRegistry meters;
    private final EndpointHealth.Patience patience;

    private final LinkedBlockingQueue<Report> waiting = new LinkedBlockingQueue<>();
    private volatile boolean stopped;
    private Thread writer = Thread.currentThread();

    Reports(
            Database database,
            Deliveries deliveries,
            EndpointHealths healths,
            Outbox outbox,
            Bell bell,
            MeterRegistry meters,
            Settings settings) {
        this.database = database;
        this.deliveries = deliveries;
        this.healths = healths;
        this.outbox = outbox;
        this.bell = bell;
        this.meters = meters;
        this.patience = new EndpointHealth.Patience(
                settings.webhooks().tellOwnerAfter(), settings.webhooks().switchOffAfter());
    }

    void start(@Observes StartupEvent started) {
        writer = Thread.ofVirtual().name("reports").start(this::run);
    }

    void stop(@Observes @Priority(STOPS_AFTER_THE_SENDERS) ShutdownEvent stopping) throws InterruptedException {
        stopped = true;
        writer.join(LAST_REPORTS);
    }

    /** Returns at once; the report is written within {@value #MOST} reports or a few milliseconds. */
    public void add(Report report) {
        waiting.add(report);
    }

    private void run() {
        try {
            while (!stopped || !waiting.isEmpty()) {
                List<Report> batch = gather();
                if (!batch.isEmpty()) {
                    write(batch);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Report> gather() throws InterruptedException {
        List<Report> batch = new ArrayList<>();
        Report first = waiting.poll(LONGEST_PAUSE.toMillis() / 10, TimeUnit.MILLISECONDS);
        if (first == null) {
            return batch;
        }
        batch.add(first);
        if (!stopped && waiting.size() < MOST) {
            TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
        }
        waiting.drainTo(batch, MOST - 1);
        return batch;
    }

    private void write(List<Report> batch) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                database.transaction(tx -> {
                    report(tx, batch);
                    return batch.size();
                });
                count(batch);
                return;
            } catch (RuntimeException failure) {
                if (!Outages.isOutage(failure)) {
                    writeApart(batch, failure);
                    return;
                }
                LOG.warnf("%d reports wait for the database: %s", batch.size(), failure);
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** A report that cannot be written costs only itself. */
    private void writeApart(List<Report> batch, RuntimeException failure) throws InterruptedException {
        if (batch.size() == 1) {
            LOG.errorf(
                    failure,
                    "The report on delivery %s cannot be written; it will be sent again",
                    batch.getFirst().delivery().deliveryId());
            return;
        }
        write(batch.subList(0, batch.size() / 2));
        write(batch.subList(batch.size() / 2, batch.size()));
    }

    private void report(Transaction tx, List<Report> batch) {
        List<EndpointAnswer> answers = answersThatMatter(batch);
        Map<Deliveries.Claim, Integer> attempts;
        if (answers.isEmpty()) {
            var reported = deliveries.report(batch);
            attempts = deliveries.attempts(
                    tx.query(reported.sql(), reported.parameters().toArray()));
        } else {
            // The endpoints first: whoever switches one off then waits here, and not while holding deliveries.
            Set<UUID> concerned = new HashSet<>();
            answers.forEach(answer -> concerned.add(answer.endpointId()));
            var results = tx.pipeline(new Statement[] {healths.lock(concerned), deliveries.report(batch)});
            attempts = deliveries.attempts(results.get(1));
            judge(tx, answers, healths.known(results.getFirst()));
        }
        outbox.append(tx, events(batch, attempts));
    }

    /** A healthy endpoint that goes on being healthy is no news. */
    private static List<EndpointAnswer> answersThatMatter(List<Report> batch) {
        return batch.stream().map(Report::endpoint).filter(Objects::nonNull).toList();
    }

    private void judge(Transaction tx, List<EndpointAnswer> answers, Map<UUID, EndpointHealths.Known> known) {
        Map<UUID, EndpointHealth> changed = new HashMap<>();
        Map<UUID, Duration> rests = new HashMap<>();
        List<EndpointHealths.Notice> notices = new ArrayList<>();
        for (EndpointAnswer answer : answers) {
            EndpointHealths.Known endpoint = known.get(answer.endpointId());
            if (endpoint == null) {
                continue;
            }
            EndpointHealth before = changed.getOrDefault(endpoint.id(), endpoint.health());
            EndpointHealth after = answer.after(before, patience);
            if (!after.equals(before)) {
                changed.put(endpoint.id(), after);
                notice(endpoint, before, after).ifPresent(notices::add);
            }
            if (answer.rest().isPositive()) {
                rests.merge(endpoint.id(), answer.rest(), (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        if (!changed.isEmpty()) {
            healths.save(tx, changed);
        }
        if (!rests.isEmpty()) {
            healths.rest(tx, rests);
        }
        List<UUID> switchedOff = changed.entrySet().stream()
                .filter(each -> each.getValue() instanceof EndpointHealth.SwitchedOff)
                .map(Map.Entry::getKey)
                .toList();
        if (!switchedOff.isEmpty()) {
            healths.holdWhatWaits(tx, switchedOff);
        }
        if (!notices.isEmpty()) {
            healths.notifyOwners(tx, notices);
            tx.afterCommit(bell::ring);
        }
    }

    private Optional<EndpointHealths.Notice> notice(
            EndpointHealths.Known endpoint, EndpointHealth before, EndpointHealth after) {
        return EndpointHealth.notice(before, after)
                .map(kind -> new EndpointHealths.Notice(endpoint.id(), kind, telling(endpoint, before)));
    }

    private Telling telling(EndpointHealths.Known endpoint, EndpointHealth before) {
        Instant since = before instanceof EndpointHealth.Failing failing ? failing.since() : null;
        Instant until = since == null ? null : since.plus(patience.switchOffAfter());
        return new Telling(List.of(host(endpoint.url())), since, until, null);
    }

    private static String host(String url) {
        String host = URI.create(url).getHost();
        return host == null ? "" : host;
    }

    private static List<OutgoingEvent> events(List<Report> batch, Map<Deliveries.Claim, Integer> attempts) {
        List<OutgoingEvent> events = new ArrayList<>(batch.size());
        for (Report report : batch) {
            Integer attempt = attempts.get(Deliveries.Claim.of(report.delivery()));
            OutgoingEvent event = attempt == null ? null : event(report, attempt);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    private static @Nullable OutgoingEvent event(Report report, int attempts) {
        UUID useCaseId = report.delivery().useCaseId();
        if (useCaseId == null || report.delivery().kind() == Kind.PING) {
            return null;
        }
        Instant at = report.attempt().at().plusMillis(report.attempt().ms());
        return switch (report.verdict()) {
            case Verdict.Delivered delivered ->
                DeliveryEvents.delivered(report.delivery(), useCaseId, report.channel(), attempts, at);
            case Verdict.GivenUp(String reason) ->
                DeliveryEvents.failed(report.delivery(), useCaseId, report.channel(), attempts, at, reason);
            case Verdict.TryAgain again -> null;
            case Verdict.Held held -> null;
        };
    }

    private void count(List<Report> batch) {
        for (Report report : batch) {
            meters.counter(
                            "clearance.deliveries",
                            "channel",
                            report.channel().name(),
                            "verdict",
                            report.verdict().getClass().getSimpleName())
                    .increment();
        }
    }
}
