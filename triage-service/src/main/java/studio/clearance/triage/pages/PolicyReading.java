package studio.clearance.triage.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Cursors;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.Publication;
import studio.clearance.triage.domain.lifecycle.Succession;
import studio.clearance.triage.governing.Policies;
import studio.clearance.triage.http.Roles;
import studio.clearance.triage.pages.PolicyView.ByClause;
import studio.clearance.triage.pages.PolicyView.Case;
import studio.clearance.triage.pages.PolicyView.Changed;
import studio.clearance.triage.pages.PolicyView.Chip;
import studio.clearance.triage.pages.PolicyView.Choice;
import studio.clearance.triage.pages.PolicyView.ClauseLine;
import studio.clearance.triage.pages.PolicyView.ClauseLink;
import studio.clearance.triage.pages.PolicyView.Comparing;
import studio.clearance.triage.pages.PolicyView.Difference;
import studio.clearance.triage.pages.PolicyView.Replayed;
import studio.clearance.triage.pages.PolicyView.Row;
import studio.clearance.triage.pages.PolicyView.Startable;
import studio.clearance.triage.pages.PolicyView.VersionLine;
import studio.clearance.triage.persistence.Firings;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.persistence.Replay;
import studio.clearance.triage.persistence.Replays;
import studio.clearance.triage.persistence.Replays.ChangedCase;
import studio.clearance.triage.policy.ClauseText;
import studio.clearance.triage.policy.MatrixRow;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.publishing.PolicyDifference;
import studio.clearance.triage.replaying.ChangedCaseView;

/** Says the policy, its versions and a replay in the words of the page. */
@ApplicationScoped
class PolicyReading {

    private static final int OFTEN = 8;
    private static final int CASES_A_PAGE = 20;
    private static final int CLAUSES_THAT_MATTER = 6;

    /** What the reader asked to see. */
    record Wanted(
            @Nullable String version,
            @Nullable String draft,
            @Nullable String clauses,
            @Nullable String from,
            @Nullable String to,
            @Nullable String after) {}

    private final PolicyVersions versions;
    private final Policies policies;
    private final Replays replays;
    private final Firings firings;
    private final Clock clock;

    PolicyReading(PolicyVersions versions, Policies policies, Replays replays, Firings firings, Clock clock) {
        this.versions = versions;
        this.policies = policies;
        this.replays = replays;
        this.firings = firings;
        this.clock = clock;
    }

    /** Empty when there is no such version, or it is not the reader's to see. */
    Optional<PolicyView> view(Caller reader, Wanted wanted, ZoneId zone, @Nullable Done done) {
        List<PolicyVersion> all = versions.all().stream()
                .filter(version -> version instanceof PolicyVersion.Published || Readers.isOfTheStudio(reader))
                .toList();
        Succession succession = new Succession(all.stream()
                .flatMap(version -> version instanceof PolicyVersion.Published published
                        ? Stream.of(published.publication())
                        : Stream.empty())
                .toList());
        Instant now = clock.instant();
        String current = succession.inForceAt(now).map(Publication::version).orElse("");
        String shown = wanted.version() == null ? current : wanted.version();
        return named(all, shown)
                .flatMap(version -> policies.readable(version.edition().sha256())
                        .map(policy ->
                                new Reading(reader, wanted, zone, done, all, succession, now, version, policy).view()));
    }

    /** A draft whose text cannot be read clause by clause, by what is wrong with it; empty for any other, or when it is not the reader's to see. */
    Optional<PolicyVersion.Draft> unreadable(Caller reader, @Nullable String version) {
        return version == null || !Readers.isOfTheStudio(reader)
                ? Optional.empty()
                : versions.find(version)
                        .flatMap(found ->
                                found instanceof PolicyVersion.Draft draft ? Optional.of(draft) : Optional.empty());
    }

    private static Optional<PolicyVersion> named(List<PolicyVersion> all, String version) {
        return all.stream()
                .filter(each -> each.edition().version().equals(version))
                .findFirst();
    }

    private final class Reading {

        private final Caller reader;
        private final Wanted wanted;
        private final ZoneId zone;
        private final @Nullable Done done;
        private final List<PolicyVersion> all;
        private final Succession succession;
        private final Instant now;
        private final PolicyVersion shown;
        private final Policy policy;
        private final @Nullable PolicyVersion draft;

        Reading(
                Caller reader,
                Wanted wanted,
                ZoneId zone,
                @Nullable Done done,
                List<PolicyVersion> all,
                Succession succession,
                Instant now,
                PolicyVersion shown,
                Policy policy) {
            this.reader = reader;
            this.wanted = wanted;
            this.zone = zone;
            this.done = done;
            this.all = all;
            this.succession = succession;
            this.now = now;
            this.shown = shown;
            this.policy = policy;
            this.draft = draft();
        }

        PolicyView view() {
            Map<String, Long> fired = Readers.isOfTheStudio(reader) ? firings.ofTheLastYear(now) : Map.of();
            List<ClauseText> clauses = policy.clauses();
            String version = version(shown);
            Optional<Difference> difference = difference();
            return new PolicyView(
                    Readers.page("Policy " + version, reader, done),
                    version,
                    status(shown),
                    standing(),
                    shown.edition().sha256(),
                    "/policy/" + version + "/text",
                    matrix(clauses),
                    lines(clauses, fired),
                    "Clauses",
                    choices(clauses, fired),
                    !fired.isEmpty(),
                    difference.orElse(null),
                    comparing(difference),
                    versionLines(),
                    replay(),
                    startable());
        }

        /** The draft that was asked for, or else the newest. */
        private @Nullable PolicyVersion draft() {
            return all.stream()
                    .filter(version -> version instanceof PolicyVersion.Editable)
                    .filter(version ->
                            wanted.draft() == null || version(version).equals(wanted.draft()))
                    .findFirst()
                    .orElse(null);
        }

        private String standing() {
            List<String> parts = new ArrayList<>();
            if (shown instanceof PolicyVersion.Published published) {
                Publication publication = published.publication();
                parts.add((publication.inForceAt(now) ? "In force since " : "Takes effect on ")
                        + Readers.day(publication.effectiveFrom(), zone)
                        + succession
                                .endOf(publication)
                                .map(end -> ", until " + Readers.day(end, zone))
                                .orElse(""));
                parts.add("written by " + publication.author().name() + ", published by "
                        + publication.publishedBy().name());
            } else {
                parts.add("Written by " + shown.edition().author().name() + ", saved "
                        + Readers.moment(shown.edition().editedAt(), zone));
            }
            int cases = policy.clauses().stream()
                    .mapToInt(clause -> clause.cases().size())
                    .sum();
            parts.add(Words.count(policy.clauses().size(), "clause", "clauses"));
            parts.add(Words.count(cases, "worked example passes", "worked examples pass"));
            return String.join(" · ", parts);
        }

        private List<Row> matrix(List<ClauseText> clauses) {
            Map<String, ClauseText> byId =
                    clauses.stream().collect(Collectors.toMap(ClauseText::id, clause -> clause, (one, other) -> one));
            return policy.matrix().stream()
                    .map(row -> row(row, Objects.requireNonNull(byId.get(row.clause()))))
                    .toList();
        }

        /** What a row leads to is the mark beside it; a situation in it can be stricter, an exception can release. */
        private Row row(MatrixRow row, ClauseText clause) {
            Outcome mark = switch (row.mark()) {
                case ALLOWED -> Outcome.CLEARED_NOTIFY;
                case JUDGEMENT -> Outcome.CONTACT_REVIEW;
                case STOP -> Outcome.ESCALATE;
            };
            boolean stricter = clause.limbs().stream()
                    .map(ClauseText.LimbText::demand)
                    .map(Demand::outcome)
                    .anyMatch(mark::isLowerThan);
            return new Row(
                    row.clause(),
                    clause(row.clause(), version(shown)).href(),
                    row.heading(),
                    row.says(),
                    mark.name(),
                    stricter ? Outcome.ESCALATE.name() : null,
                    clause.limbs().stream()
                            .flatMap(limb -> limb.unless().stream())
                            .map(ClauseText.ExceptionText::says)
                            .distinct()
                            .toList());
        }

        private List<ClauseLine> lines(List<ClauseText> clauses, Map<String, Long> fired) {
            long most = fired.values().stream().mapToLong(Long::longValue).max().orElse(1);
            Stream<ClauseText> chosen = switch (shows(fired)) {
                case "all" -> clauses.stream();
                case "never" -> clauses.stream().filter(clause -> neverFired(clause, fired));
                default ->
                    clauses.stream()
                            .filter(clause -> fired.containsKey(clause.id()))
                            .sorted(Comparator.comparing((ClauseText clause) -> -fired.getOrDefault(clause.id(), 0L)))
                            .limit(OFTEN);
            };
            return chosen.map(clause -> {
                        long count = fired.getOrDefault(clause.id(), 0L);
                        return new ClauseLine(
                                clause.id(),
                                clause.heading(),
                                clause.says(),
                                clause.citation(),
                                Words.demands(clause),
                                Words.number(count),
                                count == 0 ? 0 : Math.max(1, count * 100 / most));
                    })
                    .toList();
        }

        /** Where nothing was counted, or the reader sees no counts, there is nothing to choose by. */
        private String shows(Map<String, Long> fired) {
            String asked = wanted.clauses() == null ? "often" : wanted.clauses();
            return fired.isEmpty() ? "all" : asked;
        }

        private static boolean neverFired(ClauseText clause, Map<String, Long> fired) {
            return clause.operative() && !fired.containsKey(clause.id());
        }

        private List<Choice> choices(List<ClauseText> clauses, Map<String, Long> fired) {
            if (fired.isEmpty()) {
                return List.of();
            }
            long never =
                    clauses.stream().filter(clause -> neverFired(clause, fired)).count();
            String shows = shows(fired);
            return List.of(
                    new Choice(OFTEN + " that fire most often", here("often") + "#clauses", shows.equals("often")),
                    new Choice("All " + clauses.size(), here("all") + "#clauses", shows.equals("all")),
                    new Choice("Never fired (" + never + ")", here("never") + "#clauses", shows.equals("never")));
        }

        private String here(String clauses) {
            return "/policy?version=" + version(shown) + "&clauses=" + clauses;
        }

        private List<VersionLine> versionLines() {
            return all.stream()
                    .map(version -> new VersionLine(
                            version(version),
                            "/policy?version=" + version(version),
                            version.equals(shown),
                            status(version),
                            about(version)))
                    .toList();
        }

        private String about(PolicyVersion version) {
            if (version instanceof PolicyVersion.Published published) {
                Publication publication = published.publication();
                return succession
                        .endOf(publication)
                        .map(end -> Readers.day(publication.effectiveFrom(), zone) + " to " + Readers.day(end, zone))
                        .orElseGet(() -> (publication.inForceAt(now) ? "since " : "from ")
                                + Readers.day(publication.effectiveFrom(), zone));
            }
            return version.edition().author().name() + ", "
                    + Readers.moment(version.edition().editedAt(), zone)
                    + (version instanceof PolicyVersion.Replayed ? " · replayed" : "");
        }

        private Chip status(PolicyVersion version) {
            return switch (version) {
                case PolicyVersion.Draft draftWithProblems ->
                    new Chip(
                            "Draft, " + Words.count(draftWithProblems.problems().size(), "problem", "problems"),
                            "stop",
                            "late");
                case PolicyVersion.Valid valid -> new Chip("Draft", "warn", "pen");
                case PolicyVersion.Replayed replayed -> new Chip("Draft, replayed", "warn", "replay");
                case PolicyVersion.Withdrawn withdrawn -> new Chip("Withdrawn", "", "x");
                case PolicyVersion.Published published -> {
                    Publication publication = published.publication();
                    yield !publication.inForceAt(now)
                            ? new Chip("Scheduled", "on", "clock")
                            : succession
                                            .inForceAt(now)
                                            .filter(publication::equals)
                                            .isPresent()
                                    ? new Chip("In force", "ok", "cleared")
                                    : new Chip("Replaced", "", "swap");
                }
            };
        }

        /**
         * The two versions that were asked for; else what the draft changes about the version shown, and without a draft what the version
         * shown changed about the one before.
         */
        private Optional<Difference> difference() {
            Optional<Policy> from = readable(wanted.from());
            Optional<Policy> to = readable(wanted.to());
            if (from.isPresent() && to.isPresent()) {
                return Optional.of(difference(from.get(), to.get()));
            }
            Optional<Policy> drafted = draft == null || draft.equals(shown) ? Optional.empty() : readable(draft);
            return drafted.map(tried -> difference(policy, tried))
                    .or(() -> before().flatMap(earlier -> policies.readable(earlier.sha256()))
                            .map(earlier -> difference(earlier, policy)));
        }

        private Comparing comparing(Optional<Difference> difference) {
            List<String> comparable = all.stream()
                    .filter(version -> !(version instanceof PolicyVersion.Draft))
                    .map(Reading::version)
                    .toList();
            return new Comparing(
                    comparable.size() > 1 ? comparable : List.of(),
                    difference.map(Difference::from).orElseGet(() -> version(shown)),
                    difference.map(Difference::to).orElseGet(() -> version(shown)));
        }

        private Optional<Policy> readable(@Nullable String version) {
            return version == null ? Optional.empty() : named(all, version).flatMap(this::readable);
        }

        private Optional<Policy> readable(PolicyVersion version) {
            return policies.readable(version.edition().sha256());
        }

        private Optional<Publication> before() {
            if (!(shown instanceof PolicyVersion.Published published)) {
                return succession.inForceAt(now);
            }
            int place = succession.publications().indexOf(published.publication());
            return place < 1
                    ? Optional.empty()
                    : Optional.of(succession.publications().get(place - 1));
        }

        private Difference difference(Policy from, Policy to) {
            List<Changed> rows = PolicyDifference.between(from, to).clauses().stream()
                    .map(changed -> new Changed(
                            clause(
                                    changed.clause(),
                                    (changed.after() == null ? from : to)
                                            .identity()
                                            .version()),
                            label(changed.aspect()),
                            runs(changed, true),
                            runs(changed, false)))
                    .toList();
            long clauses =
                    rows.stream().map(row -> row.clause().id()).distinct().count();
            return new Difference(
                    from.identity().version(),
                    to.identity().version(),
                    Words.count(clauses, "clause", "clauses"),
                    rows);
        }

        private static List<WordDifference.Run> runs(PolicyDifference.ClauseDifference changed, boolean before) {
            String old = changed.before() == null ? "" : changed.before();
            String now = changed.after() == null ? "" : changed.after();
            WordDifference.Kind other = before ? WordDifference.Kind.NEW : WordDifference.Kind.GONE;
            return WordDifference.between(old, now).stream()
                    .filter(run -> run.kind() != other)
                    .toList();
        }

        private static String label(PolicyDifference.Aspect aspect) {
            return switch (aspect) {
                case CLAUSE, SAYS -> "";
                case HEADING -> "Heading";
                case APPLIES -> "When it applies";
                case DISPLACES -> "What it displaces";
                case REQUIREMENTS -> "Requirements";
                case CASES -> "Worked examples";
                case CITATION -> "Source";
            };
        }

        private @Nullable Startable startable() {
            if (draft == null || !reader.is(Roles.POLICY_OWNER) || !Readers.readsReplays(reader)) {
                return null;
            }
            boolean untried = draft instanceof PolicyVersion.Valid
                    && replays.latest(version(draft)).isEmpty();
            return untried
                    ? new Startable(
                            version(draft),
                            "Nobody has seen yet what it would change.",
                            "/policy/" + version(draft) + "/replay")
                    : null;
        }

        private @Nullable Replayed replay() {
            if (!Readers.readsReplays(reader)) {
                return null;
            }
            String version = draft == null ? version(shown) : version(draft);
            return replays.latest(version).map(this::replayed).orElse(null);
        }

        private Replayed replayed(Replay replay) {
            boolean owner = reader.is(Roles.POLICY_OWNER);
            boolean completed = replay.state() == Replay.State.COMPLETED;
            boolean running = replay.state() == Replay.State.RUNNING;
            boolean stale = draft != null && !draft.edition().sha256().equals(replay.text());
            String base = "/policy/" + replay.version();
            List<ChangedCase> cases = completed
                    ? replays.changes(
                            replay.id(),
                            Replays.Selection.ALL,
                            wanted.after() == null
                                    ? 0
                                    : Cursors.decode(wanted.after()).number(0),
                            CASES_A_PAGE + 1)
                    : List.of();
            boolean more = cases.size() > CASES_A_PAGE;
            return new Replayed(
                    replay.version(),
                    replay.against(),
                    aside(replay),
                    running,
                    replay.examined(),
                    replay.total(),
                    Words.number(replay.examined()) + " of " + Words.number(replay.total()) + " declarations",
                    stopped(replay, stale),
                    running && owner ? base + "/replay/cancellation" : null,
                    owner && (replay.state() == Replay.State.CANCELLED || replay.state() == Replay.State.FAILED)
                            ? base + "/replay/resumption"
                            : null,
                    owner && (stale || replay.state() == Replay.State.FAILED) ? base + "/replay" : null,
                    Words.number(replay.changed()) + " of " + Words.number(replay.examined()),
                    rest(replay),
                    completed && replay.changed() > 0 ? ReplayPicture.of(replay.tallies()) : null,
                    moves(replay),
                    byClause(replay),
                    cases.stream()
                            .limit(CASES_A_PAGE)
                            .map(changed -> line(changed, replay))
                            .toList(),
                    more
                            ? "/policy?version=" + version(shown) + "&draft=" + replay.version() + "&after="
                                    + Cursors.encode(
                                            cases.get(CASES_A_PAGE - 1).found().seq()) + "#replay"
                            : null,
                    completed && replay.changed() > 0 ? base + "/replay/changes.csv" : null,
                    footer(),
                    completed && !stale && owner && draft instanceof PolicyVersion.Replayed
                            ? base + "/publication/confirmation"
                            : null,
                    refused());
        }

        private String aside(Replay replay) {
            Instant finished = replay.finishedAt();
            double seconds = replay.worked().toMillis() / 1000.0;
            return finished == null
                    ? "begun " + Readers.moment(replay.requestedAt(), zone) + " by " + replay.requestedBy()
                    : "replayed " + Readers.moment(finished, zone) + ", in " + "%.1f s".formatted(seconds);
        }

        private static @Nullable String stopped(Replay replay, boolean stale) {
            return switch (replay.state()) {
                case CANCELLED -> "It was cancelled. What it found so far stays, and it can go on.";
                case FAILED -> "It could not go on: " + replay.failure();
                case RUNNING, COMPLETED ->
                    stale ? "The text was changed since. Replay it again before it is published." : null;
            };
        }

        private static String rest(Replay replay) {
            long stricter = sum(replay, true);
            long milder = sum(replay, false);
            String to = Outcome.CLEARED_NOTIFY.name();
            long cleared = replay.tallies().count(Outcome.CONTACT_REVIEW.name(), to)
                    + replay.tallies().count(Outcome.ESCALATE.name(), to);
            return replay.changed() == 0
                    ? " past declarations would change."
                    : " past declarations would change: " + Words.number(stricter) + " would be stricter, "
                            + Words.number(milder) + " milder. "
                            + (cleared == 0
                                    ? "Nobody would drop to “cleared”."
                                    : Words.number(cleared) + " would drop to “cleared”.");
        }

        private static long sum(Replay replay, boolean stricter) {
            long sum = 0;
            for (Outcome from : Outcome.values()) {
                for (Outcome to : Outcome.values()) {
                    if (from != to && from.isLowerThan(to) == stricter) {
                        sum += replay.tallies().count(from.name(), to.name());
                    }
                }
            }
            return sum;
        }

        private static List<String> moves(Replay replay) {
            List<String> moves = new ArrayList<>();
            for (Outcome from : Outcome.values()) {
                for (Outcome to : Outcome.values()) {
                    long count = from == to ? 0 : replay.tallies().count(from.name(), to.name());
                    if (count > 0) {
                        moves.add(Words.number(count) + ": from “" + Words.outcome(from) + "” to “" + Words.outcome(to)
                                + "”");
                    }
                }
            }
            return moves;
        }

        private static List<ByClause> byClause(Replay replay) {
            Map<String, Long> counts = new HashMap<>();
            replay.tallies()
                    .byClause()
                    .forEach((clause, moved) -> counts.put(
                            clause,
                            moved.values().stream()
                                    .flatMap(to -> to.values().stream())
                                    .mapToLong(Long::longValue)
                                    .sum()));
            return counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(CLAUSES_THAT_MATTER)
                    .map(entry -> new ByClause(
                            clause(entry.getKey(), replay.version()), Words.count(entry.getValue(), "case", "cases")))
                    .toList();
        }

        private Case line(ChangedCase changed, Replay replay) {
            ChangedCaseView view = ChangedCaseView.of(changed);
            return new Case(
                    view.title(),
                    Stream.of(view.production(), view.reference())
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(" · ")),
                    view.from().name(),
                    view.to().name(),
                    view.clauses().stream()
                            .map(id -> clause(
                                    id, view.from().isLowerThan(view.to()) ? replay.version() : replay.against()))
                            .toList(),
                    view.became() == null ? "Open" : Words.became(view.became()));
        }

        private String footer() {
            return draft == null ? "" : draft.edition().author().name() + " wrote it, so someone else publishes it.";
        }

        private @Nullable String refused() {
            return draft != null && draft.edition().author().subject().equals(reader.subject())
                    ? "You wrote this version, so someone else publishes it."
                    : null;
        }

        /** Where a clause of a version can be read, whichever clauses are shown at first. */
        private static ClauseLink clause(String id, String version) {
            return new ClauseLink(id, "/policy?version=" + version + "&clauses=all#" + id);
        }

        private static String version(PolicyVersion version) {
            return version.edition().version();
        }
    }
}
