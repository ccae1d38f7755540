package studio.clearance.notification.webhooks;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.MultiMap;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import studio.clearance.notification.Settings;
import studio.clearance.notification.dispatch.Bell;
import studio.clearance.notification.dispatch.Dispatch;
import studio.clearance.notification.dispatch.Reports;
import studio.clearance.notification.domain.Answer;
import studio.clearance.notification.domain.Channel;
import studio.clearance.notification.domain.EndpointUrl;
import studio.clearance.notification.domain.Kind;
import studio.clearance.notification.domain.RetrySchedule;
import studio.clearance.notification.domain.Verdict;
import studio.clearance.notification.domain.WebhookRules;
import studio.clearance.notification.egress.Egress;
import studio.clearance.notification.egress.Route;
import studio.clearance.notification.payload.Payloads;
import studio.clearance.notification.persistence.Attempt;
import studio.clearance.notification.persistence.Deliveries;
import studio.clearance.notification.persistence.EndpointAnswer;
import studio.clearance.notification.persistence.Report;
import studio.clearance.notification.persistence.WebhookTask;
import studio.clearance.notification.vault.SigningSecret;

/** Takes what is due from the queue, endpoint by endpoint, and sends it. */
@ApplicationScoped
class WebhookSending {

    private static final int BEFORE_THE_REPORTS_STOP = Reports.STOPS_AFTER_THE_SENDERS - 10;

    private final Settings.Webhooks settings;
    private final Deliveries deliveries;
    private final Reports reports;
    private final Bell bell;
    private final Payloads payloads;
    private final SigningKeys keys;
    private final Egress egress;
    private final WebhookClient client;
    private final Clock clock;
    private final WebhookRules rules;
    private final ConcurrentHashMap<UUID, Integer> underWay = new ConcurrentHashMap<>();
    private final Dispatch<WebhookTask> dispatch;

    WebhookSending(
            Settings settings,
            Deliveries deliveries,
            Reports reports,
            Bell bell,
            Payloads payloads,
            SigningKeys keys,
            Egress egress,
            WebhookClient client,
            Clock clock) {
        this.settings = settings.webhooks();
        this.deliveries = deliveries;
        this.reports = reports;
        this.bell = bell;
        this.payloads = payloads;
        this.keys = keys;
        this.egress = egress;
        this.client = client;
        this.clock = clock;
        this.rules = new WebhookRules(new RetrySchedule(this.settings.retries(), this.settings.jitter()));
        this.dispatch = new Dispatch<>(
                "webhooks", this.settings.window(), Dispatch.Sharing.SHARES_OF_ITS_OWN, this::claim, this::send);
    }

    void start(@Observes StartupEvent started) {
        dispatch.start(bell);
    }

    void stop(@Observes @Priority(BEFORE_THE_REPORTS_STOP) ShutdownEvent stopping) {
        dispatch.close();
    }

    private List<WebhookTask> claim(int most) {
        List<WebhookTask> tasks = deliveries.claimWebhooks(underWay, settings.perEndpoint(), most, settings.claim());
        tasks.forEach(task -> underWay.merge(task.endpointId(), 1, Integer::sum));
        return tasks;
    }

    private void send(WebhookTask task) {
        try {
            attempt(task);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.computeIfPresent(task.endpointId(), (id, count) -> count == 1 ? null : count - 1);
        }
    }

    /** One attempt, reported; and its answer for who waits for it. */
    Attempt attempt(WebhookTask task) throws InterruptedException {
        Instant began = clock.instant();
        long nanos = System.nanoTime();
        Answer answer = answer(task, began);
        Attempt attempt =
                new Attempt(began, Duration.ofNanos(System.nanoTime() - nanos).toMillis(), answer.words());
        Verdict verdict = verdict(task, answer);
        reports.add(new Report(task.claimed(), Channel.WEBHOOK, verdict, attempt, news(task, answer, verdict)));
        return attempt;
    }

    private Verdict verdict(WebhookTask task, Answer answer) {
        Verdict verdict = rules.verdict(
                answer, task.claimed().failures(), ThreadLocalRandom.current().nextDouble());
        boolean over = verdict instanceof Verdict.Delivered;
        return task.claimed().kind() == Kind.PING && !over ? new Verdict.GivenUp(answer.words()) : verdict;
    }

    /** What its owner tries out says nothing about the endpoint's health. */
    private @Nullable EndpointAnswer news(WebhookTask task, Answer answer, Verdict verdict) {
        boolean asExpected = verdict instanceof Verdict.Delivered && !task.failing();
        return asExpected || task.claimed().kind() == Kind.PING
                ? null
                : new EndpointAnswer(task.endpointId(), answer, clock.instant());
    }

    private Answer answer(WebhookTask task, Instant at) throws InterruptedException {
        EndpointUrl url;
        try {
            url = EndpointUrl.of(task.url());
        } catch (EndpointUrl.Unusable notAnyMore) {
            return new Answer.Silence(Answer.Cause.ADDRESS_REFUSED);
        }
        List<SigningSecret> secrets = keys.of(task.endpointId(), task.endpointVersion(), at);
        if (secrets.isEmpty()) {
            // Removed between claim and now. Unsigned, nothing goes out.
            return new Answer.Silence(Answer.Cause.ENDPOINT_REMOVED);
        }
        long began = System.nanoTime();
        return switch (egress.to(url, settings.timeout())) {
            case Route.Refused(Answer.Cause cause) -> new Answer.Silence(cause);
            case Route.Pinned route -> {
                Message message = message(task);
                Duration left = settings.timeout().minusNanos(System.nanoTime() - began);
                yield client.post(route, headers(message, at, secrets), message.payload(), left);
            }
        };
    }

    private Message message(WebhookTask task) {
        return new Message(
                Message.idOf(task.claimed().notificationId()),
                payloads.of(
                        task.claimed().kind(),
                        task.occurredAt(),
                        task.useCaseId(),
                        task.reference(),
                        task.revision(),
                        task.thin()));
    }

    private static MultiMap headers(Message message, Instant at, List<SigningSecret> secrets) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "application/json")
                .add("User-Agent", "Clearance")
                .add("webhook-id", message.id())
                .add("webhook-timestamp", String.valueOf(at.getEpochSecond()))
                .add("webhook-signature", message.signatures(at, secrets));
    }
}
