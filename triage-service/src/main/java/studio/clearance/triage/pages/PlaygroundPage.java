package studio.clearance.triage.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Certainty;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.governing.Policies;
import studio.clearance.triage.governing.PolicyInForce;
import studio.clearance.triage.pages.PlaygroundView.Clause;
import studio.clearance.triage.pages.PlaygroundView.ExampleGroup;
import studio.clearance.triage.pages.PlaygroundView.Group;
import studio.clearance.triage.pages.PlaygroundView.Lamp;
import studio.clearance.triage.pages.PlaygroundView.Lower;
import studio.clearance.triage.pages.PlaygroundView.Open;
import studio.clearance.triage.pages.PlaygroundView.Option;
import studio.clearance.triage.pages.PlaygroundView.Question;
import studio.clearance.triage.pages.PlaygroundView.Result;
import studio.clearance.triage.pages.PlaygroundView.Section;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.policy.ClauseText;
import studio.clearance.triage.policy.Example;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.vocabulary.DeclarationReading;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Vocabulary;

/** One changes answers and sees clauses light up. The answers are the address, so that a case can be sent to a colleague. */
@Path("/policy/playground")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class PlaygroundPage {

    private static final String LIKE = "like";
    private static final String BLANK = "blank";

    private final PolicyInForce inForce;
    private final Policies policies;
    private final PolicyVersions versions;
    private final Vocabulary vocabulary;
    private final Callers callers;

    PlaygroundPage(
            PolicyInForce inForce, Policies policies, PolicyVersions versions, Vocabulary vocabulary, Callers callers) {
        this.inForce = inForce;
        this.policies = policies;
        this.versions = versions;
        this.vocabulary = vocabulary;
        this.callers = callers;
    }

    @GET
    @Operation(hidden = true)
    public Response playground(@Context UriInfo uri) {
        Caller reader = callers.current();
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        List<PolicyVersion> readable = versions.all().stream()
                .filter(version -> version instanceof PolicyVersion.Published || Readers.isOfTheStudio(reader))
                .filter(version ->
                        !(version instanceof PolicyVersion.Withdrawn || version instanceof PolicyVersion.Draft))
                .toList();
        Policy policy = chosen(given.getFirst("policy"), readable);
        List<Example> examples = examples(policy);
        String like = given.containsKey(LIKE) || given.containsKey(BLANK) || answersAnything(given)
                ? given.getFirst(LIKE)
                : first(policy, examples);
        Map<String, List<String>> answers = examples.stream()
                .filter(example -> example.id().equals(like))
                .findFirst()
                .map(example -> answers(example.declaration().answers()))
                .orElseGet(() -> answers(given));
        return Html.page(
                200,
                Templates.playground(new PlaygroundView(
                        Readers.page("Try answers", reader, null),
                        policy.identity().version(),
                        readable.stream()
                                .map(version -> version.edition().version())
                                .toList(),
                        examplesOf(examples, like),
                        groups(answers),
                        result(policy, policy.assess(declaration(answers))))));
    }

    /** Those of one tool: the form asks nothing about the steps of a pipeline. */
    private static List<Example> examples(Policy policy) {
        return policy.examples().stream()
                .filter(example -> example.declaration().steps().isEmpty())
                .toList();
    }

    private boolean answersAnything(MultivaluedMap<String, String> given) {
        return given.keySet().stream().anyMatch(name -> vocabulary.fact(name) != null);
    }

    /** Of the first row of the matrix, so that the board is dark at first and lights up with what one changes. */
    private static @Nullable String first(Policy policy, List<Example> examples) {
        return policy.matrix().stream()
                .flatMap(row -> examples.stream().filter(example -> example.id().startsWith(row.clause() + ".")))
                .map(Example::id)
                .findFirst()
                .orElse(null);
    }

    private static List<ExampleGroup> examplesOf(List<Example> examples, @Nullable String like) {
        Map<String, List<Option>> sections = new LinkedHashMap<>();
        examples.forEach(example -> sections.computeIfAbsent(example.section(), none -> new ArrayList<>())
                .add(new Option(
                        example.id(),
                        example.id().substring(0, example.id().lastIndexOf('.')) + ": " + example.name(),
                        example.id().equals(like))));
        return sections.entrySet().stream()
                .map(section -> new ExampleGroup(section.getKey(), section.getValue()))
                .toList();
    }

    private Policy chosen(@Nullable String version, List<PolicyVersion> readable) {
        return readable.stream()
                .filter(each -> each.edition().version().equals(version))
                .findFirst()
                .flatMap(each -> policies.readable(each.edition().sha256()))
                .orElseGet(inForce::now);
    }

    /** What the vocabulary admits of what was given; answers to questions that do not apply any more are dropped with them. */
    private Map<String, List<String>> answers(Map<String, List<String>> given) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (Fact fact : vocabulary.facts()) {
            List<String> values = Optional.ofNullable(given.get(fact.id())).orElse(List.of()).stream()
                    .filter(fact.allowed()::contains)
                    .distinct()
                    .limit(fact.takesMany() ? Long.MAX_VALUE : 1)
                    .toList();
            if (!values.isEmpty() && !fact.isSteps() && fact.asked().holds(effective(answers))) {
                answers.put(fact.id(), values);
            }
        }
        return answers;
    }

    /** As the conditions read them: a question that applies and was not answered is unsure, one that does not has no answer. */
    private Function<String, List<String>> effective(Map<String, List<String>> answers) {
        return id -> {
            List<String> given = answers.get(id);
            Fact fact = vocabulary.fact(id);
            if (given != null || fact == null) {
                return given == null ? List.of() : given;
            }
            if (fact.assumed() != null) {
                return List.of(fact.assumed());
            }
            return fact.asked().holds(effective(answers)) ? List.of(Fact.UNSURE) : List.of();
        };
    }

    private Declaration declaration(Map<String, List<String>> answers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        answers.forEach((id, values) -> {
            Fact fact = vocabulary.fact(id);
            if (fact != null && fact.takesMany()) {
                ArrayNode list = json.putArray(id);
                values.forEach(list::add);
            } else {
                json.put(id, values.getFirst());
            }
        });
        return vocabulary.read(json) instanceof DeclarationReading.Understood understood
                ? understood.declaration()
                : new Declaration(Map.of(), List.of());
    }

    private List<Group> groups(Map<String, List<String>> answers) {
        return vocabulary.groups().entrySet().stream()
                .map(group -> new Group(
                        group.getKey(),
                        group.getValue(),
                        vocabulary.facts().stream()
                                .filter(fact -> fact.group().equals(group.getKey()) && !fact.isSteps())
                                .map(fact -> question(fact, answers))
                                .toList()))
                .toList();
    }

    private Question question(Fact fact, Map<String, List<String>> answers) {
        List<String> given = answers.getOrDefault(fact.id(), List.of());
        List<Option> options = new ArrayList<>();
        fact.values().forEach((value, label) -> options.add(new Option(value, label, given.contains(value))));
        if (fact.allowsUnsure()) {
            options.add(new Option(Fact.UNSURE, "Unsure", given.contains(Fact.UNSURE)));
        }
        return new Question(
                fact.id(),
                fact.question(),
                fact.help(),
                fact.takesMany(),
                !fact.core(),
                fact.asked().holds(effective(answers)),
                options);
    }

    private Result result(Policy policy, Assessment assessment) {
        List<Clause> clauses = assessment.clauses().stream()
                .map(finding -> clause(policy, finding))
                .toList();
        return new Result(
                assessment.outcome().name(),
                switch (assessment.outcome()) {
                    case CLEARED_NOTIFY -> "The partner may start, and tells the studio contact.";
                    case CONTACT_REVIEW -> "The partner does not start yet: the studio contact looks first.";
                    case ESCALATE -> "The partner does not start yet: legal decides, in writing.";
                },
                clauses,
                assessment.requirements().stream()
                        .map(Assessment.RequirementFinding::says)
                        .toList(),
                assessment.contradictions().stream()
                        .map(Assessment.Contradiction::says)
                        .toList(),
                assessment.openQuestions().stream().map(this::open).toList(),
                assessment.couldBeLoweredBy().stream()
                        .map(reduction -> new Lower(
                                reduction.changes().stream()
                                        .map(Assessment.Change::says)
                                        .filter(says -> says != null && !says.isEmpty())
                                        .map(String::valueOf)
                                        .toList(),
                                reduction.outcome().name()))
                        .toList(),
                board(policy, clauses));
    }

    /** Every clause that decides, in the order of the guidance; those of the answer are lit. */
    private static List<Section> board(Policy policy, List<Clause> clauses) {
        Map<String, Clause> lit = clauses.stream()
                .collect(Collectors.toMap(Clause::id, each -> each, (first, again) -> brighter(first, again)));
        Map<String, List<Lamp>> sections = new LinkedHashMap<>();
        policy.clauses().stream()
                .filter(ClauseText::operative)
                .forEach(clause -> sections.computeIfAbsent(clause.section(), none -> new ArrayList<>())
                        .add(lamp(policy, clause, lit.get(clause.id()))));
        return sections.entrySet().stream()
                .map(section -> new Section(section.getKey(), section.getValue()))
                .toList();
    }

    /** A clause can be found in several steps of a pipeline; it shines as in the one where it fired. */
    private static Clause brighter(Clause one, Clause other) {
        return other.state().equals("fired") ? other : one;
    }

    private static Lamp lamp(Policy policy, ClauseText clause, @Nullable Clause found) {
        String state = found == null ? "off" : found.state().equals("fired") ? "lit" : found.state();
        return new Lamp(
                clause.id(),
                href(policy, clause.id()),
                clause.heading(),
                state,
                switch (state) {
                    case "lit" -> "fired";
                    case "maybe" -> "may apply";
                    case "displaced" -> "displaced";
                    default -> "did not fire";
                });
    }

    private static String href(Policy policy, String clause) {
        return "/policy?version=" + policy.identity().version() + "&clauses=all#" + clause;
    }

    private Clause clause(Policy policy, Assessment.ClauseFinding finding) {
        String state = finding.displacedBy() != null
                ? "displaced"
                : finding.certainty() == Certainty.MAY_APPLY ? "maybe" : "fired";
        return new Clause(
                finding.id(),
                href(policy, finding.id()),
                finding.heading(),
                state,
                finding.because().stream()
                        .map(because -> question(because.fact()) + " " + answer(because.fact(), because.value()))
                        .collect(Collectors.joining("; ")),
                finding.displacedBy());
    }

    private Open open(Assessment.OpenQuestion question) {
        return new Open(
                question.question(),
                question.fact(),
                question.outcomes().entrySet().stream()
                        .map(outcome ->
                                answer(question.fact(), outcome.getKey()) + ": " + Words.outcome(outcome.getValue()))
                        .toList());
    }

    private String question(String fact) {
        Fact known = vocabulary.fact(fact);
        return known == null ? fact : known.question();
    }

    private String answer(String fact, String value) {
        Fact known = vocabulary.fact(fact);
        String label = known == null ? null : known.values().get(value);
        return label != null ? label : value.replace('_', ' ');
    }
}
