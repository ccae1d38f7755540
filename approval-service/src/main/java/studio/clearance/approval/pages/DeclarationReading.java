package studio.clearance.approval.pages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.pages.CaseView.Answer;
import studio.clearance.approval.pages.CaseView.AnswerGroup;
import studio.clearance.approval.pages.CaseView.Branch;
import studio.clearance.approval.pages.CaseView.ClauseLine;
import studio.clearance.approval.pages.CaseView.ContradictionLine;
import studio.clearance.approval.pages.CaseView.Declaration;
import studio.clearance.approval.pages.CaseView.DifferenceLine;
import studio.clearance.approval.pages.CaseView.FactLink;
import studio.clearance.approval.pages.CaseView.FileLine;
import studio.clearance.approval.pages.CaseView.LoweringLine;
import studio.clearance.approval.pages.CaseView.QuestionLine;
import studio.clearance.approval.pages.CaseView.RequirementLine;
import studio.clearance.approval.pages.CaseView.RequirementList;
import studio.clearance.approval.pages.CaseView.Step;
import studio.clearance.approval.queue.AssessmentView;
import studio.clearance.approval.queue.Difference;

/**
 * A declaration and what triage made of it, in plain words: every clause names the answers that caused it, and every
 * answer can be linked to.
 */
record DeclarationReading(
        Map<String, Object> declaration,
        AssessmentView assessment,
        Facts facts,
        Requirements requirements,
        Documents documents) {

    /** The fact whose answer is a list of steps, each with answers of its own. */
    private static final String STEPS = "steps";

    private static final int MOST_POSSIBLE_AMONG_FIRED = 3;

    /** What asks for most comes first. */
    private static final List<String> STRONGEST_FIRST = List.of("PROHIBIT", "APPROVE", "CONSENT", "JUDGE");

    Declaration declaration(String when) {
        Set<String> caused = causes();
        List<AnswerGroup> groups = new ArrayList<>();
        List<Answer> quiet = new ArrayList<>();
        Set<String> placed = new HashSet<>(Set.of(STEPS));
        for (Facts.Group group : facts.groups()) {
            List<Answer> loud = new ArrayList<>();
            for (Facts.Fact fact : group.facts()) {
                if (!declaration.containsKey(fact.id()) || !placed.add(fact.id())) {
                    continue;
                }
                Answer answer = answer(Facts.anchor(fact.id()), fact.id(), declaration.get(fact.id()));
                boolean triggersNothing = facts.isQuiet(declaration.get(fact.id())) && !caused.contains(fact.id());
                (triggersNothing ? quiet : loud).add(answer);
            }
            if (!loud.isEmpty()) {
                groups.add(new AnswerGroup(group.title(), loud));
            }
        }
        List<Answer> unknown = declaration.keySet().stream()
                .filter(id -> !placed.contains(id))
                .sorted()
                .map(id -> answer(Facts.anchor(id), id, declaration.get(id)))
                .toList();
        if (!unknown.isEmpty()) {
            groups.add(new AnswerGroup("Further answers", unknown));
        }
        List<Answer> missing = turnsOn()
                .filter(id -> !declaration.containsKey(id) && !id.contains("["))
                .map(id -> new Answer(
                        Facts.anchor(id),
                        facts.asks(id),
                        facts.says(id, null),
                        contradicting().contains(id),
                        true))
                .toList();
        int count = declaration.size();
        return new Declaration(
                Words.count(count, "answer", "answers") + when,
                groups,
                steps(),
                Words.count(quiet.size(), "more answer", "more answers") + " that triggered nothing",
                quiet,
                Words.count(missing.size(), "question was not answered", "questions were not answered"),
                missing);
    }

    private List<Step> steps() {
        if (!(declaration.get(STEPS) instanceof Collection<?> declared)) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (Object one : declared) {
            int number = steps.size() + 1;
            Map<?, ?> step = one instanceof Map<?, ?> map ? map : Map.of("name", one);
            List<Answer> answers = step.entrySet().stream()
                    .filter(entry -> !"name".equals(entry.getKey()))
                    .map(entry -> answer(
                            Facts.stepAnchor(number, entry.getKey().toString()),
                            entry.getKey().toString(),
                            entry.getValue()))
                    .toList();
            Object name = step.get("name");
            steps.add(new Step(number, name == null ? "unnamed" : name.toString(), answers));
        }
        return steps;
    }

    private Answer answer(String anchor, String id, @Nullable Object value) {
        return new Answer(
                anchor, facts.asks(id), facts.says(id, value), contradicting().contains(id), Facts.isUnsure(value));
    }

    /** Facts that some clause, contradiction or open question points at: these stay in view whatever they say. */
    private Set<String> causes() {
        return Stream.of(
                        assessment.clauses().stream()
                                .filter(clause -> !isRecorded(clause))
                                .flatMap(clause -> clause.because().stream())
                                .map(AssessmentView.FactValue::fact),
                        contradicting().stream(),
                        assessment.openQuestions().stream().map(AssessmentView.OpenQuestion::fact))
                .flatMap(found -> found)
                .collect(Collectors.toSet());
    }

    /** Every fact that a clause, a contradiction or an open question names. */
    private Stream<String> turnsOn() {
        return Stream.of(
                        assessment.clauses().stream()
                                .flatMap(clause -> clause.because().stream())
                                .map(AssessmentView.FactValue::fact),
                        contradicting().stream(),
                        assessment.openQuestions().stream().map(AssessmentView.OpenQuestion::fact),
                        assessment.requirements().stream()
                                .flatMap(required -> requirements.find(required.id()).stream())
                                .map(Requirements.Words::claimedBy)
                                .flatMap(Stream::ofNullable)
                                .map(Requirements.Claim::fact))
                .flatMap(found -> found)
                .distinct();
    }

    /** Where the fact's answer stands; a fact its step leaves out stands with the step. */
    private @Nullable String anchor(String id) {
        Matcher inStep = Facts.IN_STEP.matcher(id);
        if (!inStep.matches()) {
            return Facts.anchor(id);
        }
        int step = Integer.parseInt(inStep.group(1));
        if (!(declaration.get(STEPS) instanceof List<?> steps) || step >= steps.size()) {
            return null;
        }
        return steps.get(step) instanceof Map<?, ?> answers && answers.containsKey(inStep.group(2))
                ? Facts.anchor(id)
                : "step-" + (step + 1);
    }

    private Set<String> contradicting() {
        return assessment.contradictions().stream()
                .flatMap(contradiction -> contradiction.facts().stream())
                .collect(Collectors.toSet());
    }

    /** Clauses that decide something, the strictest first, then what may apply, then what was displaced. */
    List<ClauseLine> clauses() {
        boolean fold = folds();
        return assessment.clauses().stream()
                .filter(clause -> !isRecorded(clause) && !(fold && isPossible(clause)))
                .sorted(Comparator.comparingInt(DeclarationReading::rank))
                .map(this::line)
                .toList();
    }

    /** Clauses that may apply because answers are missing, where they are too many to stand among those that fired. */
    List<ClauseLine> possible() {
        return folds()
                ? assessment.clauses().stream()
                        .filter(DeclarationReading::isPossible)
                        .sorted(Comparator.comparingInt(DeclarationReading::rank))
                        .map(this::line)
                        .toList()
                : List.of();
    }

    private boolean folds() {
        return assessment.clauses().stream()
                        .filter(DeclarationReading::isPossible)
                        .count()
                > MOST_POSSIBLE_AMONG_FIRED;
    }

    private static boolean isPossible(AssessmentView.Clause clause) {
        return clause.displacedBy() == null && !clause.fired();
    }

    /** Clauses that apply but ask for nothing more than being told, or give advice. */
    List<ClauseLine> recorded() {
        return assessment.clauses().stream()
                .filter(DeclarationReading::isRecorded)
                .map(this::line)
                .toList();
    }

    private static boolean isRecorded(AssessmentView.Clause clause) {
        return clause.fired() && !Words.demandsAnAct(clause.demand());
    }

    private static int rank(AssessmentView.Clause clause) {
        String demand = Objects.requireNonNullElse(clause.demand(), "");
        int weight = (int) STRONGEST_FIRST.stream()
                .takeWhile(code -> !demand.contains(code))
                .count();
        return (clause.displacedBy() != null ? 20 : clause.fired() ? 0 : 10) + weight;
    }

    private ClauseLine line(AssessmentView.Clause clause) {
        String displacedBy = clause.displacedBy();
        String state = displacedBy != null ? "displaced" : clause.fired() ? "fired" : "maybe";
        String demand = switch (state) {
            case "displaced" -> "Displaced by " + displacedBy;
            case "maybe" -> "May apply";
            default -> Words.demand(clause.demand());
        };
        return new ClauseLine(
                clause.id(),
                Objects.requireNonNullElse(clause.heading(), ""),
                state,
                demand,
                clause.says(),
                clause.because().stream()
                        .map(because -> new FactLink(
                                anchor(because.fact()),
                                facts.shortly(because.fact()) + ": "
                                        + Facts.uncapitalised(facts.says(because.fact(), because.value()))))
                        .toList());
    }

    List<ContradictionLine> contradictions() {
        return assessment.contradictions().stream()
                .map(contradiction -> new ContradictionLine(
                        Objects.requireNonNullElse(contradiction.says(), "These answers contradict each other."),
                        contradiction.facts().stream()
                                .map(fact -> new FactLink(
                                        anchor(fact), facts.asks(fact) + " " + facts.says(fact, declaration.get(fact))))
                                .toList()))
                .toList();
    }

    List<QuestionLine> openQuestions() {
        return assessment.openQuestions().stream()
                .map(open -> {
                    Map<String, String> outcomes = Objects.requireNonNullElse(open.outcomes(), Map.of());
                    List<Branch> branches = new TreeMap<>(outcomes)
                            .entrySet().stream()
                                    .map(branch -> new Branch(
                                            facts.says(open.fact(), branch.getKey()), Words.outcome(branch.getValue())))
                                    .toList();
                    boolean nothingHangsOnIt =
                            !outcomes.isEmpty() && outcomes.values().stream().allMatch(assessment.outcome()::equals);
                    Object answer = declaration.get(open.fact());
                    return new QuestionLine(
                            facts.knows(open.fact())
                                    ? facts.asks(open.fact())
                                    : Objects.requireNonNullElse(open.question(), facts.asks(open.fact())),
                            Facts.anchor(open.fact()),
                            answer == null
                                    ? null
                                    : "Answered “" + Facts.uncapitalised(facts.says(open.fact(), answer)) + "”.",
                            branches,
                            nothingHangsOnIt
                                    ? "No answer changes the outcome; it changes what the letter must demand."
                                    : null);
                })
                .toList();
    }

    List<LoweringLine> lowerings() {
        return assessment.couldBeLoweredBy().stream()
                .filter(lowering -> lowering.outcome() != null)
                .map(lowering -> new LoweringLine(
                        lowering.changes().stream()
                                .map(change -> facts.asks(change.fact()) + " "
                                        + facts.says(change.fact(), change.to()) + ", not "
                                        + Facts.uncapitalised(facts.says(change.fact(), change.from())))
                                .toList(),
                        Objects.requireNonNull(lowering.outcome())))
                .toList();
    }

    RequirementList requirements(boolean openQuestionsShown) {
        List<RequirementLine> lines = assessment.requirements().stream()
                .flatMap(required -> requirement(required, openQuestionsShown).stream())
                .toList();
        Map<String, Long> counts = lines.stream()
                .collect(Collectors.groupingBy(RequirementLine::state, LinkedHashMap::new, Collectors.counting()));
        String summary = Stream.of(
                        Map.entry("shown", "shown"), Map.entry("claimed", "claimed"), Map.entry("missing", "not shown"))
                .filter(state -> counts.containsKey(state.getKey()))
                .map(state -> counts.get(state.getKey()) + " " + state.getValue())
                .collect(Collectors.joining(" · "));
        return new RequirementList(summary, lines);
    }

    /** Empty for what the decision itself meets: "written approval first" would say nothing on the page that grants it. */
    private Optional<RequirementLine> requirement(AssessmentView.Requirement required, boolean openQuestionsShown) {
        Requirements.Words words = requirements.find(required.id()).orElse(null);
        List<FileLine> files = documents.showing(required.id());
        if (words == null) {
            String says = required.says();
            return Optional.of(new RequirementLine(
                    required.id(),
                    files.isEmpty() ? "missing" : "shown",
                    says == null ? required.id() : says,
                    null,
                    null,
                    null,
                    files));
        }
        if ("deciding".equals(words.metBy())) {
            return Optional.empty();
        }
        if ("declaring".equals(words.metBy())) {
            return Optional.of(
                    new RequirementLine(required.id(), "shown", words.says(), words.restsOn(), null, null, files));
        }
        Requirements.Claim claim = words.claimedBy();
        if (claim == null) {
            String anchor = switch (required.id()) {
                case "resolve_contradiction" -> "contradictions";
                case "resolve_unsure" -> openQuestionsShown ? "open" : null;
                default -> null;
            };
            return Optional.of(new RequirementLine(
                    required.id(),
                    files.isEmpty() ? "missing" : "shown",
                    words.says(),
                    words.restsOn(),
                    anchor == null ? null : "See which",
                    anchor,
                    files));
        }
        Object answer = declaration.get(claim.fact());
        boolean claimed = answer != null && claim.answers().contains(answer.toString());
        return Optional.of(new RequirementLine(
                required.id(),
                files.isEmpty() ? claimed ? "claimed" : "missing" : "shown",
                words.says(),
                words.restsOn(),
                answer == null
                        ? facts.asks(claim.fact()) + " Not stated."
                        : "Declared: " + facts.shortly(claim.fact()) + ", "
                                + Facts.uncapitalised(facts.says(claim.fact(), answer)) + "."
                                + (claimed && files.isEmpty() ? " Nothing is attached." : ""),
                Facts.anchor(claim.fact()),
                files));
    }

    /** Documents attached for nothing that triage requires. */
    List<FileLine> loose() {
        return documents.besides(
                requirements(false).lines().stream().map(RequirementLine::id).collect(Collectors.toSet()));
    }

    /** What a letter would demand, for each requirement that has such words; advice is offered, not preset. */
    List<DecisionForm.Condition> conditions() {
        return assessment.requirements().stream()
                .map(required -> requirements.find(required.id()).orElse(null))
                .flatMap(Stream::ofNullable)
                .filter(words -> words.condition() != null)
                .map(words -> new DecisionForm.Condition(Objects.requireNonNull(words.condition()), !words.advice()))
                .toList();
    }

    List<DifferenceLine> differences(List<Difference> differences) {
        return differences.stream()
                .map(difference -> {
                    String label = switch (difference.field()) {
                        case "title" -> "Title";
                        case "narrative" -> "In the partner’s words";
                        case "productionId" -> "Production";
                        default -> facts.asks(difference.field());
                    };
                    boolean fact = facts.knows(difference.field());
                    return new DifferenceLine(
                            label,
                            fact && difference.after() != null ? Facts.anchor(difference.field()) : null,
                            text(difference.field(), difference.before()),
                            text(difference.field(), difference.after()));
                })
                .toList();
    }

    private @Nullable String text(String field, @Nullable Object value) {
        return value == null ? null : facts.says(field, value);
    }

    /** Proposed words for a letter's scope; the reviewer narrows them. */
    String proposedScope(String title, int revision, String production) {
        String makes = declaration.containsKey("makes")
                ? ": " + Facts.uncapitalised(facts.says("makes", declaration.get("makes")))
                : "";
        Object environment = declaration.get("tool_environment");
        String tool = environment == null || "unsure".equals(environment)
                ? ""
                : " Tool: " + Facts.uncapitalised(facts.says("tool_environment", environment)) + ".";
        return title + makes + ". As declared in revision " + revision + ", for " + production + " only." + tool;
    }
}
