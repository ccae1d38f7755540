package studio.clearance.approval.pages;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Terms.How;
import studio.clearance.approval.domain.Terms.RequirementMet;
import studio.clearance.approval.pages.ConfirmationView.LetterPreview;
import studio.clearance.approval.pages.DecisionForm.Choice;
import studio.clearance.approval.pages.DecisionForm.Condition;
import studio.clearance.approval.pages.DecisionForm.Met;
import studio.clearance.approval.pages.DecisionForm.Problem;
import studio.clearance.approval.pages.DecisionForm.Tick;
import studio.clearance.approval.queue.AssessmentView;
import studio.clearance.approval.queue.ReviewCaseView;
import studio.clearance.approval.queue.ReviewCaseView.ActionView;
import studio.clearance.approval.queue.SignOffView;
import studio.clearance.kit.pages.Page;

/** What the reader may decide on a case, as a form, and the question before it binds them. */
record DecisionReading(ReviewCaseView found, ReaderClock clock, DeclarationReading declared) {

    /** A letter's term unless the reviewer chooses another: long enough for a shoot, short enough to be looked at again. */
    private static final Period PROPOSED_TERM = Period.ofMonths(6);

    private static final Map<How, String> WAYS = new EnumMap<>(Map.of(
            How.SHOWN, "I have seen evidence",
            How.DECLARED, "Declared only",
            How.GRANTED_HERE, "This letter grants it",
            How.BY_CONDITION, "A condition demands it"));

    /** In the order they stand in the form. */
    private static final List<String> DECISIONS = List.of("grant", "clear", "ask", "escalate", "deny");

    /** The form; empty when there is nothing this reader may decide now. */
    Optional<DecisionForm> form(@Nullable Draft typed, List<Problem> problems) {
        List<String> allowed = DECISIONS.stream().filter(this::isAllowed).toList();
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = typed == null ? proposed() : typed;
        String chosen = allowed.contains(draft.decision()) ? draft.decision() : allowed.getFirst();
        Slot slot = slot().orElse(null);
        return Optional.of(new DecisionForm(
                heading(slot),
                slot == null ? null : onBehalfOf(slot),
                slot == null ? null : slot.toString(),
                typed == null ? found.version() : draft.version(),
                typed != null,
                problems,
                allowed.stream()
                        .map(name -> new Choice(name, label(name), name.equals(chosen)))
                        .toList(),
                allowed.contains("grant"),
                allowed.contains("clear"),
                allowed.contains("ask"),
                allowed.contains("escalate"),
                allowed.contains("deny"),
                leads(),
                draft.scope(),
                conditions(typed),
                draft.own(),
                draft.forbidden(),
                draft.until(),
                met(draft),
                clock.today().plusDays(1).toString(),
                draft.note(),
                draft.question(),
                facts(draft),
                draft.by(),
                draft.handover(),
                reasons(draft),
                draft.why()));
    }

    boolean allows(String decision) {
        return DECISIONS.contains(decision) && isAllowed(decision);
    }

    /** The server's reason against a decision. */
    String whyNot(String decision) {
        return found.actions().stream()
                .filter(action -> action.name().equals(decision))
                .map(ActionView::why)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse("The case does not offer that.");
    }

    private boolean isAllowed(String name) {
        return found.actions().stream().anyMatch(action -> action.name().equals(name) && action.allowed());
    }

    /** The slot one would sign for: one's own, as the server says. */
    private Optional<Slot> slot() {
        return found.actions().stream()
                .filter(action -> DECISIONS.contains(action.name()))
                .map(ActionView::slot)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    /** Whether this reader's signature states scope and term; the others may only add to them. */
    boolean leads() {
        return slot().map(slot -> slot == found.lane().leadingSlot()).orElse(true);
    }

    private @Nullable String onBehalfOf(Slot slot) {
        return found.signOffs().stream()
                .filter(signOff -> signOff.slot() == slot)
                .map(SignOffView::onBehalfOf)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
    }

    private static String heading(@Nullable Slot slot) {
        return slot == null || slot == Slot.CONTACT ? "Your decision" : "Your decision " + Words.forSlot(slot);
    }

    private static String label(String decision) {
        return switch (decision) {
            case "grant" -> "Grant";
            case "clear" -> "Clear";
            case "ask" -> "Ask";
            case "escalate" -> "To legal";
            case "deny" -> "Deny";
            default -> decision;
        };
    }

    private Draft proposed() {
        ReviewCaseView.UseCaseView useCase = found.useCase();
        return new Draft(
                "",
                null,
                found.version(),
                leads() ? declared.proposedScope(useCase.title(), useCase.revision(), production()) : "",
                List.of(),
                "",
                "",
                leads() ? clock.today().plus(PROPOSED_TERM).toString() : "",
                Map.of(),
                "",
                "",
                List.of(),
                "",
                "",
                List.of(),
                "");
    }

    /** The proposed conditions; after typing, exactly those that were ticked are ticked again. */
    private List<Condition> conditions(@Nullable Draft typed) {
        if (typed == null) {
            return declared.conditions();
        }
        return declared.conditions().stream()
                .map(condition ->
                        new Condition(condition.says(), typed.conditions().contains(condition.says())))
                .toList();
    }

    private List<Met> met(Draft draft) {
        return declared.requirements(false).lines().stream()
                .filter(line -> !line.id().startsWith("resolve_"))
                .map(line -> {
                    String how =
                            draft.met().getOrDefault(line.id(), proposed(line).name());
                    return new Met(
                            Draft.MET + line.id(),
                            line.says(),
                            WAYS.entrySet().stream()
                                    .map(way -> new Choice(
                                            way.getKey().name(),
                                            way.getValue(),
                                            way.getKey().name().equals(how)))
                                    .toList());
                })
                .toList();
    }

    private static How proposed(CaseView.RequirementLine line) {
        if (line.id().equals("explicit_input_approval")) {
            return How.GRANTED_HERE;
        }
        return switch (line.state()) {
            case "shown" -> How.SHOWN;
            case "claimed" -> How.DECLARED;
            default -> How.BY_CONDITION;
        };
    }

    /** How the form says each requirement is met, for the terms of the letter. */
    List<RequirementMet> requirementsMet(Draft draft) {
        return met(draft).stream()
                .map(met -> new RequirementMet(
                        met.field().substring(Draft.MET.length()),
                        met.ways().stream()
                                .filter(Choice::chosen)
                                .map(way -> How.valueOf(way.value()))
                                .findFirst()
                                .orElse(How.DECLARED),
                        null))
                .toList();
    }

    /** What a question may be about: answers that contradict, are open or unsure. */
    private List<Tick> facts(Draft draft) {
        Set<String> askable = new LinkedHashSet<>();
        found.assessment().contradictions().forEach(it -> askable.addAll(it.facts()));
        found.assessment().openQuestions().forEach(it -> askable.add(it.fact()));
        found.useCase().declaration().forEach((fact, answer) -> {
            if (Facts.isUnsure(answer)) {
                askable.add(fact);
            }
        });
        return askable.stream()
                .map(fact -> new Tick(
                        fact, declared.facts().asks(fact), draft.facts().contains(fact)))
                .toList();
    }

    private List<Tick> reasons(Draft draft) {
        return found.assessment().clauses().stream()
                .filter(clause -> clause.fired() && Words.demandsAnAct(clause.demand()))
                .map(clause -> new Tick(
                        clause.id(),
                        Objects.requireNonNullElse(clause.heading(), ""),
                        draft.reasons().contains(clause.id())))
                .toList();
    }

    /** The heading of a clause, to say a reason by when the reviewer only ticked it. */
    String headingOf(String clause) {
        return found.assessment().clauses().stream()
                .filter(it -> it.id().equals(clause))
                .map(AssessmentView.Clause::heading)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(clause);
    }

    /** The question before a decision is taken: what it does, to whom it goes, what is not shown. */
    ConfirmationView confirmation(Page page, Draft draft) {
        String partner = Objects.requireNonNullElse(
                found.useCase().partner().name(), found.useCase().partner().id());
        Slot slot = slot().orElse(Slot.LEGAL);
        int revision = found.useCase().revision();
        return switch (draft.decision()) {
            case "grant" -> {
                String act = "Sign " + Words.forSlot(slot);
                yield new ConfirmationView(
                        page,
                        found.id().toString(),
                        found.useCase().reference(),
                        "Review and sign",
                        found.useCase().title(),
                        act + "?",
                        List.of("Your signature binds to revision " + revision + ". " + whenItGoesOut(slot)),
                        letter(draft, partner),
                        List.of(),
                        warnings(),
                        draft.fields(),
                        "I have read revision " + revision + " and the terms above",
                        false,
                        "grant",
                        act);
            }
            case "deny" ->
                question(
                        page,
                        draft,
                        "Review and deny",
                        "Deny this use?",
                        partner + " is told at once, with these reasons. They can send a new revision.",
                        Stream.concat(
                                        draft.reasons().stream().map(id -> id + " " + headingOf(id)),
                                        Draft.lines(draft.why()))
                                .toList(),
                        true,
                        "Deny");
            case "clear" ->
                question(
                        page,
                        draft,
                        "Review and clear",
                        "Clear this use?",
                        partner + " may start. They get this note, and it stays on the record.",
                        Draft.lines(draft.note()).toList(),
                        false,
                        "Clear");
            default ->
                question(
                        page,
                        draft,
                        "Review and send to legal",
                        "Send this use to legal?",
                        "Legal decides it from here. " + partner + " is told that written approval is needed.",
                        Draft.lines(draft.handover()).toList(),
                        false,
                        "Send to legal");
        };
    }

    private ConfirmationView question(
            Page page,
            Draft draft,
            String crumb,
            String question,
            String consequence,
            List<String> quoted,
            boolean danger,
            String act) {
        return new ConfirmationView(
                page,
                found.id().toString(),
                found.useCase().reference(),
                crumb,
                found.useCase().title(),
                question,
                List.of(consequence),
                null,
                quoted,
                danger ? List.of() : warnings(),
                draft.fields(),
                null,
                danger,
                draft.decision(),
                act);
    }

    private String whenItGoesOut(Slot mine) {
        List<String> others = found.signOffs().stream()
                .filter(signOff -> signOff.slot() != mine && signOff.signedAt() == null)
                .map(signOff -> Words.slot(signOff.slot()).toLowerCase(Locale.ENGLISH))
                .toList();
        return others.isEmpty()
                ? "The letter goes out at once."
                : "The letter goes out when " + String.join(" and ", others) + " has signed too.";
    }

    private List<String> warnings() {
        List<CaseView.RequirementLine> missing = declared.requirements(false).lines().stream()
                .filter(line -> line.state().equals("missing"))
                .toList();
        if (missing.isEmpty() || found.lane() == Lane.CONTACT) {
            return List.of();
        }
        return List.of(Words.count(missing.size(), "requirement is not shown", "requirements are not shown") + ": "
                + missing.stream().map(CaseView.RequirementLine::says).collect(Collectors.joining("; "))
                + ". By signing you accept that, within this scope.");
    }

    private LetterPreview letter(Draft draft, String partner) {
        List<String> deciders = new ArrayList<>();
        found.signOffs().forEach(signOff -> deciders.add(Words.slot(signOff.slot())));
        return new LetterPreview(
                partner,
                production(),
                found.useCase().title(),
                found.useCase().reference(),
                found.useCase().revision(),
                draft.scope().isBlank()
                        ? List.of("as legal states it")
                        : Draft.lines(draft.scope()).toList(),
                Draft.date(draft.until())
                        .map((LocalDate date) -> ReaderClock.day(date))
                        .orElse("the day legal states"),
                String.join("; ", deciders),
                draft.allConditions(),
                draft.forbiddenUses());
    }

    private String production() {
        return Objects.requireNonNullElse(
                found.useCase().production().title(),
                found.useCase().production().id());
    }
}
