package studio.clearance.triage.governing;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;
import studio.clearance.triage.domain.PolicyIdentity;
import studio.clearance.triage.domain.lifecycle.Edition;
import studio.clearance.triage.domain.lifecycle.Person;
import studio.clearance.triage.domain.lifecycle.Publication;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.vocabulary.Vocabulary;

/**
 * The policy that comes with the software. A fresh system publishes it, so that triage can begin; a later release that brings another
 * one only offers it as a draft, to be replayed and published by people like any other.
 */
@ApplicationScoped
class BundledPolicy {

    private static final Logger LOG = Logger.getLogger(BundledPolicy.class);
    /** Before the consumers of events start. */
    private static final int EARLY = 100;

    private final Database database;
    private final PolicyVersions versions;
    private final PolicyInForce inForce;
    private final Vocabulary vocabulary;
    private final Clock clock;

    BundledPolicy(
            Database database, PolicyVersions versions, PolicyInForce inForce, Vocabulary vocabulary, Clock clock) {
        this.database = database;
        this.versions = versions;
        this.inForce = inForce;
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    void install(@Observes @Priority(EARLY) StartupEvent start) {
        String yaml = Policy.builtInText();
        PolicyIdentity identity = Policy.load(yaml, vocabulary).identity();
        database.transaction(tx -> {
            versions.oneAtATime(tx);
            install(tx, identity, yaml);
            return identity;
        });
        inForce.refresh();
    }

    private void install(Transaction tx, PolicyIdentity identity, String yaml) {
        boolean fresh = versions.publications(tx).isEmpty();
        if (!fresh && versions.knows(tx, identity.sha256())) {
            return;
        }
        Instant now = clock.instant();
        Edition edition = new Edition(
                identity.version(),
                1,
                identity.id(),
                identity.sha256(),
                Person.BUNDLED,
                "The policy that comes with this release",
                now,
                now);
        if (!versions.add(tx, edition, yaml.getBytes(StandardCharsets.UTF_8), List.of())) {
            LOG.warnf(
                    "This release brings another text of policy version %s; the one that is stored stays",
                    identity.version());
            return;
        }
        if (fresh) {
            versions.publish(tx, Publication.ofTheBundled(edition, now));
        }
        LOG.infof("%s policy version %s, %s", fresh ? "Installed" : "Drafted", identity.version(), identity.sha256());
    }
}
