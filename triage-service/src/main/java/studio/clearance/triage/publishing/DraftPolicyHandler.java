package studio.clearance.triage.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;
import studio.clearance.triage.domain.lifecycle.Edition;
import studio.clearance.triage.domain.lifecycle.Person;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.PolicyVersion.Change;
import studio.clearance.triage.domain.lifecycle.Refusal;
import studio.clearance.triage.http.Refusals;
import studio.clearance.triage.persistence.PolicyVersions;

/** Drafts are begun, saved and given up. Whatever is saved is checked, and kept even if it has problems: a draft may be unfinished. */
@ApplicationScoped
class DraftPolicyHandler {

    /** Words that the addresses of policies give another meaning. */
    private static final Set<String> RESERVED = Set.of("current");

    private final PolicyVersions versions;
    private final Clock clock;

    DraftPolicyHandler(PolicyVersions versions, Clock clock) {
        this.versions = versions;
        this.clock = clock;
    }

    PolicyVersion begin(Transaction tx, Person author, CheckedText text, String note) {
        Instant now = clock.instant();
        String version = versionOf(text);
        Edition edition = new Edition(version, 1, text.policyId().orElse(""), text.sha256(), author, note, now, now);
        if (!versions.add(tx, edition, text.yaml(), text.problems())) {
            throw Problem.of(
                    409,
                    "version-taken",
                    "This version exists",
                    "There is a version " + version + " already. Give the draft another one in its line `version:`.");
        }
        return text.problems().isEmpty()
                ? new PolicyVersion.Valid(edition)
                : new PolicyVersion.Draft(edition, text.problems());
    }

    PolicyVersion revise(
            Transaction tx, Person editor, String version, @Nullable String ifMatch, CheckedText text, String note) {
        PolicyVersion.Editable draft = editable(tx, version, ifMatch);
        if (!versionOf(text).equals(version)) {
            throw Problem.invalidContent(List.of(new FieldError(
                    "/source",
                    "The text calls itself version " + versionOf(text) + "; this draft is version " + version + ".")));
        }
        PolicyVersion revised = Refusals.made(draft.revise(
                editor, text.policyId().orElse(""), text.sha256(), note, text.problems(), clock.instant()));
        if (!versions.revise(tx, revised.edition(), text.yaml(), text.problems())) {
            throw Refusals.changedMeanwhile();
        }
        return revised;
    }

    PolicyVersion withdraw(Transaction tx, Person editor, String version, @Nullable String ifMatch) {
        PolicyVersion.Editable draft = editable(tx, version, ifMatch);
        Change change = draft.withdraw(editor, clock.instant());
        if (!(Refusals.made(change) instanceof PolicyVersion.Withdrawn withdrawn)
                || !versions.withdraw(tx, withdrawn)) {
            throw Refusals.changedMeanwhile();
        }
        return withdrawn;
    }

    private PolicyVersion.Editable editable(Transaction tx, String version, @Nullable String ifMatch) {
        versions.oneAtATime(tx);
        PolicyVersion found = versions.find(tx, version).orElseThrow(Refusals::noSuchVersion);
        ETags.requireMatch(ifMatch, found.edition().number());
        return switch (found) {
            case PolicyVersion.Editable editable -> editable;
            case PolicyVersion.Published published -> throw Refusals.problem(Refusal.A_PUBLISHED_VERSION_NEVER_CHANGES);
            case PolicyVersion.Withdrawn withdrawn -> throw Refusals.problem(Refusal.A_WITHDRAWN_DRAFT_STAYS_WITHDRAWN);
        };
    }

    private static String versionOf(CheckedText text) {
        return text.version()
                .filter(version -> !RESERVED.contains(version))
                .orElseThrow(() -> Problem.invalidContent(List.of(new FieldError(
                        "/source", "The text does not say which version it is: it needs a line `version: …`."))));
    }
}
