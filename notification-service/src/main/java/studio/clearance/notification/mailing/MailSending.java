package studio.clearance.notification.mailing;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.mail.SMTPException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import studio.clearance.notification.Settings;
import studio.clearance.notification.dispatch.Bell;
import studio.clearance.notification.dispatch.Dispatch;
import studio.clearance.notification.dispatch.Reports;
import studio.clearance.notification.domain.Channel;
import studio.clearance.notification.domain.MailRules;
import studio.clearance.notification.domain.RetrySchedule;
import studio.clearance.notification.persistence.Attempt;
import studio.clearance.notification.persistence.Claimed;
import studio.clearance.notification.persistence.Deliveries;
import studio.clearance.notification.persistence.MailTask;
import studio.clearance.notification.persistence.Report;

/**
 * Takes mails that are due from the queue and gives them to the mail server, over a few connections that stay open. While the
 * server is away one mail every few seconds finds out whether it is back: it is not the mails' fault, and their attempts are not
 * used up all at once.
 */
@ApplicationScoped
class MailSending {

    private static final Logger LOG = Logger.getLogger(MailSending.class);
    private static final int BEFORE_THE_REPORTS_STOP = Reports.STOPS_AFTER_THE_SENDERS - 10;
    /** So that a database that is away for a moment costs no claim. */
    private static final int CHANCES_TO_PROLONG = 4;

    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);
    private static final Duration LONGEST_DIALOGUE = Duration.ofSeconds(60);

    private final Settings.Mail settings;
    private final String host;
    private final Deliveries deliveries;
    private final Reports reports;
    private final Bell bell;
    private final Letters letters;
    private final ReactiveMailer mailer;
    private final Clock clock;
    private final MailRules rules;
    private final Dispatch<MailTask> dispatch;
    private final Set<Claimed> held = ConcurrentHashMap.newKeySet();
    private volatile Thread keeper = Thread.currentThread();
    private volatile boolean serverIsAway;
    private volatile long lastProbe;

    MailSending(
            Settings settings,
            Deliveries deliveries,
            Reports reports,
            Bell bell,
            Letters letters,
            ReactiveMailer mailer,
            Clock clock) {
        this.settings = settings.mail();
        this.host = settings.publicUrl().getHost();
        this.deliveries = deliveries;
        this.reports = reports;
        this.bell = bell;
        this.letters = letters;
        this.mailer = mailer;
        this.clock = clock;
        this.rules = new MailRules(new RetrySchedule(this.settings.retries(), this.settings.jitter()));
        this.dispatch =
                new Dispatch<>("mails", this.settings.window(), Dispatch.Sharing.ONE_WINDOW, this::claim, this::send);
    }

    void start(@Observes StartupEvent started) {
        keeper = Thread.ofVirtual().name("mail-claims-kept").start(this::keepClaims);
        dispatch.start(bell);
    }

    void stop(@Observes @Priority(BEFORE_THE_REPORTS_STOP) ShutdownEvent stopping) {
        dispatch.close();
        keeper.interrupt();
    }

    private void keepClaims() {
        Duration every = settings.claim().dividedBy(CHANCES_TO_PROLONG);
        try {
            while (true) {
                Thread.sleep(every);
                try {
                    if (!held.isEmpty()) {
                        deliveries.prolong(held, settings.claim());
                    }
                } catch (RuntimeException databaseIsAway) {
                    LOG.warnf("The claims on %d mails are not prolonged: %s", held.size(), databaseIsAway.toString());
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private List<MailTask> claim(int most) {
        List<MailTask> tasks = claimDue(most);
        tasks.forEach(task -> held.add(task.claimed()));
        return tasks;
    }

    private List<MailTask> claimDue(int most) {
        if (!serverIsAway) {
            return deliveries.claimMails(most, settings.claim());
        }
        if (System.nanoTime() - lastProbe < BETWEEN_PROBES.toNanos()) {
            return List.of();
        }
        lastProbe = System.nanoTime();
        return deliveries.claimMails(1, settings.claim());
    }

    private void send(MailTask task) {
        try {
            attempt(task);
        } finally {
            held.remove(task.claimed());
        }
    }

    private void attempt(MailTask task) {
        Instant began = clock.instant();
        long nanos = System.nanoTime();
        MailRules.Reply reply = task.address().isUsable() ? dialogue(task) : new MailRules.Reply.Unusable();
        Attempt attempt =
                new Attempt(began, Duration.ofNanos(System.nanoTime() - nanos).toMillis(), reply.words());
        reports.add(new Report(
                task.claimed(),
                Channel.EMAIL,
                rules.verdict(
                        reply,
                        task.claimed().failures(),
                        ThreadLocalRandom.current().nextDouble()),
                attempt,
                null));
    }

    private MailRules.Reply dialogue(MailTask task) {
        Mail mail = mail(task);
        try {
            mailer.send(mail).await().atMost(LONGEST_DIALOGUE);
            serverIsBack();
            return new MailRules.Reply.Accepted();
        } catch (RuntimeException failure) {
            return reply(failure);
        }
    }

    private MailRules.Reply reply(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException refusal) {
                serverIsBack();
                return new MailRules.Reply.Refused(refusal.getReplyCode());
            }
        }
        if (!serverIsAway) {
            lastProbe = System.nanoTime();
            serverIsAway = true;
            LOG.warnf("The mail server is not reached: %s", failure.getClass().getName());
        }
        return new MailRules.Reply.Unreachable();
    }

    private void serverIsBack() {
        if (serverIsAway) {
            serverIsAway = false;
            LOG.info("The mail server is back");
        }
    }

    /** The address stands alone, without the name, which others chose and which could break a header. */
    private Mail mail(MailTask task) {
        Letters.Letter letter = letters.write(task);
        Mail mail = new Mail()
                .addTo(task.address().value())
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letter.html())
                // The same at every attempt: a mail server or a reader recognises the second copy after a crash.
                .addHeader("Message-ID", "<" + task.claimed().deliveryId() + "@" + host + ">")
                .addHeader("Auto-Submitted", "auto-generated")
                .addHeader("X-Auto-Response-Suppress", "All")
                .addHeader("Content-Language", task.language().tag());
        if (task.content().useCaseId() != null) {
            // No mail has this id, but all about one use case refer to it: mail programs show them as one thread.
            mail.addHeader("References", "<" + task.content().useCaseId() + "@" + host + ">");
        }
        return mail;
    }
}
