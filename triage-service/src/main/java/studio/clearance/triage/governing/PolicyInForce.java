package studio.clearance.triage.governing;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import studio.clearance.triage.domain.lifecycle.Publication;
import studio.clearance.triage.domain.lifecycle.Succession;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.policy.PolicyRefused;

/**
 * The policy that decides now. Publications are known before they take effect, so every replica changes over at the same moment and
 * nobody has to tell it; the succession itself is read again every few seconds. A decision pins the text that made it, so that even a
 * replica that heard late leaves a record that can be reproduced.
 */
@ApplicationScoped
public class PolicyInForce {

    private static final Logger LOG = Logger.getLogger(PolicyInForce.class);

    /** A policy that decides from a moment on. */
    private record Reign(Instant from, String version, Policy policy) {}

    private final PolicyVersions versions;
    private final Policies policies;
    private final Clock clock;
    private volatile List<Reign> reigns = List.of();

    PolicyInForce(PolicyVersions versions, Policies policies, Clock clock) {
        this.versions = versions;
        this.policies = policies;
        this.clock = clock;
    }

    /** @throws IllegalStateException before the first policy is installed */
    public Policy now() {
        return at(clock.instant());
    }

    public Policy at(Instant moment) {
        List<Reign> known = reigns;
        for (int i = known.size() - 1; i >= 0; i--) {
            if (!known.get(i).from().isAfter(moment)) {
                return known.get(i).policy();
            }
        }
        throw new IllegalStateException("No policy is in force");
    }

    public boolean isKnown() {
        return !reigns.isEmpty();
    }

    @Scheduled(every = "${clearance.policies.follow:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void follow() {
        refresh();
    }

    /** Reads the succession again. A text that this release cannot apply is left out: an older policy decides rather than none. */
    public void refresh() {
        Instant now = clock.instant();
        Succession succession = new Succession(versions.publications());
        List<Publication> relevant = succession
                .inForceAt(now)
                .map(current -> succession.publications().stream()
                        .dropWhile(publication -> !publication.equals(current))
                        .toList())
                .orElse(List.of());
        List<Reign> read = relevant.stream().flatMap(this::reign).toList();
        if (!read.isEmpty() && !read.equals(reigns)) {
            LOG.infof(
                    "Policies from now on: %s",
                    read.stream()
                            .map(each -> each.version() + " from " + each.from())
                            .toList());
            reigns = read;
        }
    }

    private Stream<Reign> reign(Publication publication) {
        try {
            return policies.withText(publication.sha256()).stream()
                    .map(policy -> new Reign(publication.effectiveFrom(), publication.version(), policy));
        } catch (PolicyRefused refused) {
            LOG.errorf("This release cannot apply policy version %s: %s", publication.version(), refused.getMessage());
            return Stream.empty();
        }
    }
}
