package studio.clearance.triage.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.ETags;
import studio.clearance.triage.domain.lifecycle.Person;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.PolicyVersion.Change;
import studio.clearance.triage.domain.lifecycle.Publication;
import studio.clearance.triage.domain.lifecycle.PublicationOrder;
import studio.clearance.triage.domain.lifecycle.ReReview;
import studio.clearance.triage.domain.lifecycle.Refusal;
import studio.clearance.triage.domain.lifecycle.Succession;
import studio.clearance.triage.governing.PolicyInForce;
import studio.clearance.triage.http.Refusals;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.persistence.ReReviews;

/** The act that lets a version decide from a date on. */
@ApplicationScoped
public class PublishPolicyHandler {

    private final PolicyVersions versions;
    private final ReReviews reReviews;
    private final PolicyInForce inForce;
    private final Clock clock;
    /** What is published without a date takes effect when every replica has heard of it. */
    private final Duration notice;

    PublishPolicyHandler(
            PolicyVersions versions,
            ReReviews reReviews,
            PolicyInForce inForce,
            Clock clock,
            @ConfigProperty(name = "clearance.policies.notice", defaultValue = "5s") Duration notice) {
        this.versions = versions;
        this.reReviews = reReviews;
        this.inForce = inForce;
        this.clock = clock;
        this.notice = notice;
    }

    public PolicyVersion.Published publish(
            Transaction tx, Person publisher, String version, @Nullable String ifMatch, PolicyPublication wanted) {
        versions.oneAtATime(tx);
        PolicyVersion found = versions.find(tx, version).orElseThrow(Refusals::noSuchVersion);
        ETags.requireMatch(ifMatch, found.edition().number());
        Change change = switch (found) {
            case PolicyVersion.Replayed replayed -> replayed.publish(order(tx, publisher, wanted));
            case PolicyVersion.Draft draft -> new Change.Refused(Refusal.ONLY_A_VALID_TEXT_IS_REPLAYED);
            case PolicyVersion.Valid valid -> new Change.Refused(Refusal.ONLY_A_REPLAYED_TEXT_IS_PUBLISHED);
            case PolicyVersion.Published published -> new Change.Refused(Refusal.A_PUBLISHED_VERSION_NEVER_CHANGES);
            case PolicyVersion.Withdrawn withdrawn -> new Change.Refused(Refusal.A_WITHDRAWN_DRAFT_STAYS_WITHDRAWN);
        };
        if (!(Refusals.made(change) instanceof PolicyVersion.Published published)
                || !versions.publish(tx, published.publication())) {
            throw Refusals.changedMeanwhile();
        }
        if (published.publication().reReview() != ReReview.NONE) {
            reReviews.plan(tx, version);
        }
        tx.afterCommit(() -> Thread.startVirtualThread(inForce::refresh));
        return published;
    }

    private PublicationOrder order(Transaction tx, Person publisher, PolicyPublication wanted) {
        Instant now = clock.instant();
        Instant effectiveFrom = wanted.effectiveFrom() == null ? now.plus(notice) : wanted.effectiveFrom();
        String takesOverFrom = new Succession(versions.publications(tx))
                .inForceAt(effectiveFrom)
                .map(Publication::sha256)
                .orElse("");
        return new PublicationOrder(
                publisher, now, effectiveFrom, takesOverFrom, wanted.changedOutcomes(), wanted.reReview());
    }
}
