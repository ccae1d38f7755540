package studio.clearance.approval.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.pages.CaseView.AboutLine;
import studio.clearance.approval.pages.CaseView.Act;
import studio.clearance.approval.pages.CaseView.ApprovalPanel;
import studio.clearance.approval.pages.CaseView.Attention;
import studio.clearance.approval.pages.CaseView.Banner;
import studio.clearance.approval.pages.CaseView.DifferenceTable;
import studio.clearance.approval.pages.CaseView.Head;
import studio.clearance.approval.pages.CaseView.Refusal;
import studio.clearance.approval.pages.CaseView.RequirementList;
import studio.clearance.approval.pages.CaseView.SlotLine;
import studio.clearance.approval.queue.ReviewCaseView;
import studio.clearance.approval.queue.ReviewCaseView.ActionView;
import studio.clearance.approval.queue.SignOffView;
import studio.clearance.kit.pages.Face;
import studio.clearance.kit.pages.Page;

/** Says one case in words, for one reader, at one moment. */
record CaseReading(ReviewCaseView found, Reader reader, ReaderClock clock, Facts facts, Requirements requirements) {

    /** What a page shows besides the case itself: what was typed, what was refused, what has just happened. */
    record Echo(
            @Nullable Draft draft,
            List<DecisionForm.Problem> problems,
            @Nullable Refusal refusal,
            String comment,
            boolean commentToPartner,
            @Nullable String commentError) {
        static final Echo CALM = new Echo(null, List.of(), null, "", false, null);

        static Echo refused(@Nullable Draft draft, Refusal refusal) {
            return new Echo(draft, List.of(), refusal, "", false, null);
        }

        static Echo commentAgain(String comment, boolean toPartner, String error) {
            return new Echo(null, List.of(), null, comment, toPartner, error);
        }

        static Echo incomplete(Draft draft, List<DecisionForm.Problem> problems) {
            return new Echo(draft, problems, null, "", false, null);
        }
    }

    CaseView view(Page page, Echo echo) {
        ReviewCaseView.UseCaseView useCase = found.useCase();
        DeclarationReading declared = declared();
        var openQuestions = declared.openQuestions();
        var contradictions = declared.contradictions();
        RequirementList required = declared.requirements(!openQuestions.isEmpty());
        DifferenceTable difference = difference(declared);
        Optional<DecisionForm> form = new DecisionReading(found, clock, declared).form(echo.draft(), echo.problems());
        boolean fourEyes = found.state().isOpen() && isTheSubmitter();
        return new CaseView(
                page,
                found.id().toString(),
                useCase.reference(),
                useCase.title(),
                head(),
                echo.refusal(),
                banners(),
                useCase.narrative()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList(),
                otherLanguage(useCase.partner().locale()),
                attention(contradictions.size(), openQuestions.size(), required, difference),
                declared.declaration(declaredWhen()),
                declared.clauses(),
                declared.possible(),
                declared.recorded(),
                found.assessment().policy() == null
                        ? null
                        : found.assessment().policy().version(),
                contradictions,
                openQuestions,
                declared.lowerings(),
                required,
                declared.loose(),
                difference,
                timeline().lines(),
                "/queue/" + found.id() + "/news?seen=" + entries() + "&files="
                        + found.evidence().size(),
                mayDo("comment"),
                echo.comment(),
                echo.commentToPartner(),
                echo.commentError(),
                signed(),
                found.signOffs().stream().map(this::slot).toList(),
                fourEyes ? List.of() : holding(),
                approval(),
                fourEyes
                        ? "You declared this use. Whoever declares a use never decides it. You can still read and comment."
                        : null,
                form.orElse(null),
                form.isPresent() ? null : idle(),
                about(),
                keep());
    }

    /** The name under which a browser keeps what is typed: of this person, on this case. */
    String keep() {
        return "case-" + found.id() + ":" + URLEncoder.encode(reader.username(), StandardCharsets.UTF_8);
    }

    TimelineReading timeline() {
        return new TimelineReading(found, reader, clock);
    }

    /** How much of the record the page shows. */
    private int entries() {
        return found.history().isEmpty() ? 0 : found.history().getLast().number();
    }

    DeclarationReading declared() {
        return new DeclarationReading(
                found.useCase().declaration(), found.assessment(), facts, requirements, new Documents(found, clock));
    }

    private boolean isTheSubmitter() {
        return !reader.isNobody() && found.useCase().submittedBy().subject().equals(reader.subject());
    }

    private Head head() {
        ReviewCaseView.UseCaseView useCase = found.useCase();
        SignOffView leading = leading();
        SignOffView.PersonView holder = leading == null ? null : leading.holder();
        String holderWords = holder == null
                ? "Nobody has claimed it"
                : holder.subject().equals(reader.subject()) ? "Claimed by you" : "Claimed by " + holder.name();
        return new Head(
                FilterLine.parse("lane:" + found.lane()).href(),
                Words.queue(found.lane()),
                found.outcome().name(),
                Words.standing(found.state()),
                found.state().isOpen() ? clock.dueInOneLine(found.clock()) : null,
                production(),
                partner(),
                useCase.submittedBy().name().equals(partner())
                        ? null
                        : useCase.submittedBy().name(),
                "revision " + useCase.revision(),
                found.state().isOpen(),
                holder == null ? null : Face.named(holder.name()),
                holderWords);
    }

    private @Nullable SignOffView leading() {
        return found.signOffs().stream()
                .filter(signOff -> signOff.slot() == found.lane().leadingSlot())
                .findFirst()
                .orElse(null);
    }

    String production() {
        return Objects.requireNonNullElse(
                found.useCase().production().title(),
                found.useCase().production().id());
    }

    String partner() {
        return Objects.requireNonNullElse(
                found.useCase().partner().name(), found.useCase().partner().id());
    }

    private List<Banner> banners() {
        List<Banner> banners = new ArrayList<>();
        if (found.continuedBy() != null) {
            banners.add(new Banner(
                    "warn",
                    "swap",
                    "This case was replaced.",
                    "Another case goes on in its place.",
                    "/queue/" + found.continuedBy(),
                    "Open it"));
        }
        found.questions().stream()
                .filter(question -> question.closedAt() == null)
                .forEach(question -> banners.add(new Banner(
                        "",
                        "pause",
                        "Waiting for the partner.",
                        "Asked " + clock.moment(question.askedAt()) + ": “" + question.question() + "”",
                        null,
                        null)));
        return banners;
    }

    private List<Attention> attention(
            int contradictions, int openQuestions, RequirementList required, @Nullable DifferenceTable difference) {
        long missing = required.lines().stream()
                .filter(line -> line.state().equals("missing"))
                .count();
        List<Attention> points = new ArrayList<>();
        if (contradictions > 0) {
            points.add(new Attention(
                    "swap", "warn", Words.count(contradictions, "contradiction", "contradictions"), "#contradictions"));
        }
        if (openQuestions > 0) {
            points.add(new Attention(
                    "question", "warn", Words.count(openQuestions, "open question", "open questions"), "#open"));
        }
        if (missing > 0) {
            points.add(new Attention(
                    "late",
                    "warn",
                    Words.count((int) missing, "requirement not shown", "requirements not shown"),
                    "#requirements"));
        }
        if (difference != null) {
            points.add(new Attention(
                    "swap",
                    "",
                    Words.count(difference.lines().size(), "answer changed", "answers changed")
                            + " since the last review",
                    "#difference"));
        }
        return points;
    }

    private @Nullable DifferenceTable difference(DeclarationReading declared) {
        if (found.differences().isEmpty()) {
            return null;
        }
        return new DifferenceTable(
                "What changed since the last review",
                found.previousCaseId() == null ? null : "/queue/" + found.previousCaseId(),
                declared.differences(found.differences()));
    }

    private String declaredWhen() {
        Instant at = found.useCase().submittedAt();
        return at == null ? "" : " · " + clock.moment(at);
    }

    private String signed() {
        long signed = found.signOffs().stream()
                .filter(signOff -> signOff.signedAt() != null)
                .count();
        return signed + " of " + found.signOffs().size();
    }

    private SlotLine slot(SignOffView signOff) {
        SignOffView.PersonView holder = signOff.holder();
        Instant signedAt = signOff.signedAt();
        String behalf = signOff.onBehalfOf() == null ? "" : " for " + signOff.onBehalfOf();
        String who = holder == null ? "" : (holder.subject().equals(reader.subject()) ? "you" : holder.name()) + behalf;
        String stands = signedAt != null
                ? "signed by " + who + ", " + clock.moment(signedAt)
                : holder != null
                        ? "claimed by " + who
                        : found.state().isOpen() ? "nobody has claimed it" : "not signed";
        String icon = signOff.slot() == Slot.LABOUR ? "people" : signOff.slot() == Slot.CONTACT ? "user" : "pen";
        return new SlotLine(
                signedAt == null ? icon : "cleared", signedAt == null ? "" : "ok", Words.slot(signOff.slot()), stands);
    }

    /** Claim, release, take back: one press each, offered where it would change something. */
    private List<Act> holding() {
        boolean holds = found.signOffs().stream().anyMatch(this::isMine);
        List<Act> acts = new ArrayList<>();
        allowed("claim").filter(claim -> !holds).ifPresent(claim -> {
            Slot slot = claim.slot();
            String query = slot == null ? "" : "?slot=" + slot;
            acts.add(new Act("claim", "Claim", "/queue/" + found.id() + "/claim" + query, true, true, "c", ""));
        });
        allowed("take-back")
                .ifPresent(takeBack -> acts.add(new Act(
                        "take-back",
                        "Take the question back",
                        "/queue/" + found.id() + "/take-back",
                        true,
                        false,
                        null,
                        "")));
        allowed("release")
                .filter(release -> holds)
                .ifPresent(release -> acts.add(
                        new Act("release", "Release", "/queue/" + found.id() + "/release", true, false, null, "")));
        return acts;
    }

    private boolean isMine(SignOffView signOff) {
        SignOffView.PersonView holder = signOff.holder();
        return signOff.signedAt() == null && holder != null && holder.subject().equals(reader.subject());
    }

    private Optional<ActionView> allowed(String name) {
        return found.actions().stream()
                .filter(action -> action.name().equals(name) && action.allowed())
                .findFirst();
    }

    private @Nullable ApprovalPanel approval() {
        ReviewCaseView.ApprovalView approval = found.approval();
        if (approval == null) {
            return null;
        }
        String says = switch (approval.state()) {
            case IN_FORCE -> "It holds until " + clock.day(approval.expiresAt()) + ".";
            case SUSPENDED -> "It does not hold for now, since " + clock.day(approval.since()) + ".";
            case REVOKED -> "Revoked on " + clock.day(approval.since()) + ".";
            case EXPIRED -> "It held until " + clock.day(approval.expiresAt()) + ".";
            case SUPERSEDED -> "A newer letter or revision took its place on " + clock.day(approval.since()) + ".";
        };
        return new ApprovalPanel(
                approval.number(),
                Words.approval(approval.state()),
                says,
                "/queue/letters/" + approval.id(),
                "/verify/" + approval.number(),
                approval.state().isLiving() && reader.is("legal-reviewer")
                        ? "/queue/letters/" + approval.id() + "/revocation"
                        : null);
    }

    private boolean mayDo(String action) {
        return allowed(action).isPresent();
    }

    /** Why there is no decision form: the reason the server gives for the decision one would expect here. */
    private @Nullable String idle() {
        if (!found.state().isOpen()) {
            return null;
        }
        if (holding().stream().anyMatch(act -> act.id().equals("claim"))) {
            return "Claim the case to decide it.";
        }
        boolean anothers = found.signOffs().stream().noneMatch(this::isMine)
                && found.signOffs().stream()
                        .anyMatch(signOff -> signOff.signedAt() == null && signOff.holder() != null);
        return (anothers ? Stream.of("claim", "grant") : Stream.of("grant", "clear", "deny", "claim"))
                .flatMap(name ->
                        found.actions().stream().filter(action -> action.name().equals(name)))
                .map(ActionView::why)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
    }

    private List<AboutLine> about() {
        List<AboutLine> lines = new ArrayList<>();
        ReviewCaseView.Contact contact = found.useCase().studioContact();
        String contactName = contact == null ? null : contact.name();
        if (contactName != null) {
            lines.add(new AboutLine("Studio contact", contactName, false));
        }
        lines.add(new AboutLine("Opened", clock.moment(found.openedAt()), false));
        if (found.state().isOpen()) {
            lines.add(new AboutLine("Target", ReaderClock.span(found.clock().target()) + " of working time", false));
        }
        lines.add(new AboutLine("Revision hash", shortened(found.useCase().revisionHash()), true));
        return lines;
    }

    /** First and last of a hash, enough to compare by eye. */
    static String shortened(String hash) {
        String hex = hash.substring(hash.indexOf(':') + 1);
        return hex.length() < 20
                ? hex
                : hex.substring(0, 4) + " " + hex.substring(4, 8) + " … " + hex.substring(hex.length() - 4);
    }

    /** The language tag where the partner does not write English, so that browsers and readers pronounce it rightly. */
    private static @Nullable String otherLanguage(@Nullable String locale) {
        if (locale == null) {
            return null;
        }
        String language = Locale.forLanguageTag(locale.replace('_', '-')).toLanguageTag();
        return language.startsWith("en") || language.equals("und") ? null : language;
    }
}
