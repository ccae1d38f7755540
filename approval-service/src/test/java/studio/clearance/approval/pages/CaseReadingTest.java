package studio.clearance.approval.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static studio.clearance.approval.pages.Samples.CLOCK;
import static studio.clearance.approval.pages.Samples.FACTS;
import static studio.clearance.approval.pages.Samples.LEGAL;
import static studio.clearance.approval.pages.Samples.REQUIREMENTS;
import static studio.clearance.approval.pages.Samples.aCase;
import static studio.clearance.approval.pages.Samples.aContestedCase;
import static studio.clearance.approval.pages.Samples.allowed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Terms.How;
import studio.clearance.approval.pages.CaseView.Answer;
import studio.clearance.approval.pages.CaseView.ClauseLine;
import studio.clearance.approval.queue.AssessmentView;
import studio.clearance.approval.queue.ReviewCaseView;

class CaseReadingTest {

    @Test
    void what_needs_attention_comes_first_and_is_counted() {
        assertThat(view(aContestedCase(), LEGAL).attention())
                .extracting(CaseView.Attention::text)
                .containsExactly(
                        "1 contradiction",
                        "1 open question",
                        "3 requirements not shown",
                        "3 answers changed since the last review");
    }

    @Test
    void the_strictest_clauses_come_first_and_what_was_displaced_last() {
        assertThat(view(aContestedCase(), LEGAL).clauses())
                .extracting(ClauseLine::id)
                .containsExactly("IN-4a", "IN-4b", "TP-1", "MX-4", "CD-3", "P2", "DU-1a");
    }

    @Test
    void every_reason_of_a_clause_leads_to_an_answer_on_the_page() {
        CaseView view = view(aContestedCase(), LEGAL);
        CaseView.Declaration declaration = view.declaration();
        List<String> anchors = Stream.of(
                        declaration.groups().stream().flatMap(group -> group.answers().stream()),
                        declaration.quiet().stream(),
                        declaration.missing().stream())
                .flatMap(answers -> answers)
                .map(Answer::anchor)
                .toList();

        assertThat(view.clauses().stream().flatMap(clause -> clause.because().stream()))
                .isNotEmpty()
                .allMatch(reason -> anchors.contains(reason.anchor()));
    }

    @Test
    void what_a_clause_turns_on_and_nobody_answered_is_listed_as_missing() {
        assertThat(view(aContestedCase(), LEGAL).declaration().missing())
                .extracting(Answer::anchor)
                .containsExactly("fact-terms_checked");
    }

    @Test
    void many_clauses_that_may_apply_do_not_bury_those_that_fired() {
        List<AssessmentView.Clause> clauses = Stream.concat(
                        Stream.of(Samples.fired("MX-4", "Talent replication", "Always to legal.", "APPROVE")),
                        IntStream.range(0, 5)
                                .mapToObj(number -> new AssessmentView.Clause(
                                        "P" + number, "Principle", null, "JUDGE", List.of(), "may_apply", null)))
                .toList();
        DeclarationReading reading = new DeclarationReading(
                Map.of(),
                new AssessmentView("ESCALATE", clauses, List.of(), List.of(), List.of(), List.of(), List.of(), null),
                FACTS,
                REQUIREMENTS,
                new Documents(aContestedCase(), CLOCK));

        assertThat(reading.clauses()).extracting(ClauseLine::id).containsExactly("MX-4");
        assertThat(reading.possible()).hasSize(5);
    }

    @Test
    void an_answer_that_triggers_nothing_is_folded_away() {
        assertThat(view(aContestedCase(), LEGAL).declaration().quiet())
                .extracting(Answer::anchor)
                .contains("fact-personal_data", "fact-workflow")
                .doesNotContain("fact-talent_work");
    }

    @Test
    void a_claim_is_not_taken_for_evidence() {
        assertThat(view(aContestedCase(), LEGAL).requirements().lines())
                .filteredOn(line -> line.id().equals("guild_compliance"))
                .extracting(CaseView.RequirementLine::state, CaseView.RequirementLine::because)
                .containsExactly(tuple("claimed", "Declared: guild terms met, yes. Nothing is attached."));
    }

    @Test
    void a_document_stands_beside_the_requirement_it_is_to_show() {
        CaseView view = view(aContestedCase(), LEGAL);

        assertThat(view.requirements().lines())
                .filteredOn(line -> line.id().equals("documented_talent_consent"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.state()).isEqualTo("shown");
                    assertThat(line.because()).isEqualTo("Declared: consent, documented.");
                    assertThat(line.files())
                            .extracting(CaseView.FileLine::name, CaseView.FileLine::detail)
                            .containsExactly(tuple(
                                    "Voice replica consent, signed.pdf",
                                    "PDF, 180 KB · attached by Mei Chou, 16 Nov, 09:01"));
                });
        assertThat(view.documents())
                .extracting(CaseView.FileLine::name, CaseView.FileLine::detail)
                .containsExactly(
                        tuple("Scene.png", "picture, 3.0 MB · attached by Mei Chou, 16 Nov, 09:01 · to revision 2"));
    }

    @Test
    void whoever_declared_the_use_gets_the_reason_instead_of_the_form() {
        Reader mei = Reader.of("mei", "mei", "Mei Chou", Set.of("legal-reviewer"));

        CaseView view = view(aCase("t", "n", List.of(allowed("comment", null)), null), mei);

        assertThat(view.fourEyes()).contains("never decides it");
        assertThat(view.decision()).isNull();
        assertThat(view.holding()).isEmpty();
    }

    @Test
    void without_a_claim_the_page_says_to_claim() {
        CaseView view =
                view(aCase("t", "n", List.of(allowed("claim", Slot.LEGAL), allowed("comment", null)), null), LEGAL);

        assertThat(view.idle()).isEqualTo("Claim the case to decide it.");
        assertThat(view.holding()).extracting(CaseView.Act::label).containsExactly("Claim");
    }

    @Test
    void a_signer_who_does_not_lead_states_neither_scope_nor_term() {
        CaseView view = view(aCase("t", "n", List.of(allowed("grant", Slot.LABOUR)), null), LEGAL);

        DecisionForm form = view.decision();
        assertThat(form).isNotNull();
        assertThat(form.leads()).isFalse();
        assertThat(form.scope()).isEmpty();
        assertThat(grant("", "").problems(CLOCK.today(), false)).isEmpty();
    }

    @Test
    void the_leading_signer_must_say_what_is_granted_and_until_when() {
        assertThat(grant("", "2026-01-01").problems(CLOCK.today(), true))
                .containsExactly(
                        new DecisionForm.Problem("scope", "Say what the letter covers"),
                        new DecisionForm.Problem("until", "Give a date after today"));
    }

    @Test
    void the_form_proposes_how_each_requirement_is_met() {
        DecisionReading reading = new DecisionReading(
                aContestedCase(), CLOCK, reading(aContestedCase(), LEGAL).declared());

        assertThat(reading.requirementsMet(grant("x", "2027-01-01")))
                .extracting(met -> met.requirement(), met -> met.how())
                .contains(
                        tuple("flag_early", How.SHOWN),
                        tuple("guild_compliance", How.DECLARED),
                        tuple("explicit_input_approval", How.GRANTED_HERE));
    }

    @Test
    void the_confirmation_carries_everything_that_was_typed() {
        Draft typed = Draft.from(Map.of(
                "decision", List.of("grant"),
                "slot", List.of("legal"),
                "version", List.of("4"),
                "scope", List.of("Two words"),
                "condition", List.of("One", "Two"),
                "own", List.of("Three\r\nFour"),
                "until", List.of("2027-05-31"),
                "met.guild_compliance", List.of("SHOWN")));

        Map<String, List<String>> again = typed.fields().stream()
                .collect(Collectors.groupingBy(
                        Draft.Field::name, Collectors.mapping(Draft.Field::value, Collectors.toList())));
        again.put("decision", List.of("grant"));

        assertThat(Draft.from(again)).isEqualTo(typed);
        assertThat(typed.allConditions()).containsExactly("One", "Two", "Three", "Four");
    }

    private static Draft grant(String scope, String until) {
        return Draft.from(Map.of(
                "decision",
                List.of("grant"),
                "scope",
                List.of(scope),
                "until",
                List.of(until),
                "version",
                List.of("4")));
    }

    private static CaseReading reading(ReviewCaseView found, Reader reader) {
        return new CaseReading(found, reader, CLOCK, FACTS, REQUIREMENTS);
    }

    private static CaseView view(ReviewCaseView found, Reader reader) {
        return reading(found, reader).view(reader.page("UC-2418", "queue"), CaseReading.Echo.CALM);
    }
}
