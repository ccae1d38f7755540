package studio.clearance.triage.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.testing.ContractCheck;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Assessment.Answer;
import studio.clearance.triage.domain.Assessment.Because;
import studio.clearance.triage.domain.Assessment.Change;
import studio.clearance.triage.domain.Assessment.ClauseFinding;
import studio.clearance.triage.domain.Assessment.Contradiction;
import studio.clearance.triage.domain.Assessment.OpenQuestion;
import studio.clearance.triage.domain.Assessment.Reduction;
import studio.clearance.triage.domain.Assessment.RequirementFinding;
import studio.clearance.triage.domain.Certainty;
import studio.clearance.triage.domain.Demand;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.PolicyIdentity;
import studio.clearance.triage.persistence.RevisionKey;
import studio.clearance.triage.persistence.Triage;

/**
 * What the code writes is what the examples say, which is what consumers test against. With {@code -Dexamples.update=true} the examples
 * are written instead.
 */
class DecisionEventsTest {

    private static final Path CONTRACTS = Path.of("src/main/contracts");
    private static final Path INTAKE = Path.of("../intake-service/src/main/contracts/examples");
    private static final UUID REPLACED = UUID.fromString("019a5327-4321-7d33-9e44-5f6071829304");
    private static final ClauseFinding SHARED = clause(
            "IN-2",
            "Every use is shared",
            "Every intended use is shared with the studio contact, however small.",
            Demand.NOTIFY);
    private static final RequirementFinding SHARE =
            new RequirementFinding("share_with_contact", "Tell your studio contact about the use.");

    @Test
    void a_cleared_use_is_announced_and_nobody_is_called() throws IOException {
        List<OutgoingEvent> events = events(
                "UseCaseSubmitted.v1-machine-client.json",
                "019a5326-3012-7e44-8f55-607182930415",
                aClearedUse(),
                null,
                "2026-11-05T10:15:10.120Z");

        assertThat(events).extracting(OutgoingEvent::type).containsExactly("studio.clearance.Triaged.v1");
        assertThat(events.getFirst().subject()).isEqualTo("019a5326-2e51-7b2f-8a1c-4c7e9d3f5b67");
        assertIsTheExample("Triaged.v1", "-cleared", events.getFirst());
    }

    @Test
    void a_use_for_legal_is_announced_first_and_then_escalated() throws IOException {
        List<OutgoingEvent> events = events(
                "UseCaseSubmitted.v1.json",
                "019a5325-2101-7c11-8d22-3e4f5a6b7c8d",
                aClonedVoice(),
                null,
                "2026-11-05T10:14:00.310Z");

        assertThat(events)
                .extracting(OutgoingEvent::type)
                .containsExactly("studio.clearance.Triaged.v1", "studio.clearance.EscalationRequested.v1");
        assertIsTheExample("Triaged.v1", "", events.getFirst());
        assertIsTheExample("EscalationRequested.v1", "", events.getLast());
    }

    @Test
    void a_use_for_the_contact_goes_into_the_contact_lane() throws IOException {
        List<OutgoingEvent> events = events(
                "UseCaseSubmitted.v1-contact-lane.json",
                REPLACED.toString(),
                someBookSpines(),
                null,
                "2026-11-05T10:16:20.901Z");

        assertIsTheExample("Triaged.v1", "-contact-lane", events.getFirst());
        assertIsTheExample("EscalationRequested.v1", "-contact-lane", events.getLast());
    }

    @Test
    void a_decision_under_a_newer_policy_names_the_one_it_replaces() throws IOException {
        List<OutgoingEvent> events = events(
                "UseCaseSubmitted.v1-contact-lane.json",
                "019a8c01-5566-7a77-b888-9900aabbccdd",
                underANewerPolicy(Outcome.ESCALATE, someBookSpines()),
                REPLACED,
                "2026-11-16T09:00:04Z");

        assertIsTheExample("Triaged.v1", "-policy-changed", events.getFirst());
        assertIsTheExample("EscalationRequested.v1", "-policy-changed", events.getLast());
    }

    @Test
    void a_use_that_a_newer_policy_clears_is_taken_back_from_those_who_were_asked_to_look() throws IOException {
        List<OutgoingEvent> events = events(
                "UseCaseSubmitted.v1-contact-lane.json",
                "019a8c01-5566-7a77-b888-9900aabbccde",
                underANewerPolicy(Outcome.CLEARED_NOTIFY, aClearedUse()),
                REPLACED,
                "2026-11-16T09:00:05Z");

        assertThat(events)
                .extracting(OutgoingEvent::type)
                .containsExactly("studio.clearance.Triaged.v1", "studio.clearance.EscalationWithdrawn.v1");
        assertIsTheExample("EscalationWithdrawn.v1", "", events.getLast());
    }

    @Test
    void the_queue_sees_the_very_bytes_that_the_partner_sent() throws IOException {
        byte[] submitted = Files.readAllBytes(INTAKE.resolve("UseCaseSubmitted.v1.json"));

        String data = new String(
                events("UseCaseSubmitted.v1.json", REPLACED.toString(), aClonedVoice(), null, "2026-11-05T10:14:00Z")
                        .getLast()
                        .data(),
                UTF_8);

        assertThat(data).contains("\"useCase\":" + new String(submitted, UTF_8) + ",\"assessment\":{");
    }

    private static List<OutgoingEvent> events(
            String example, String triageId, Assessment assessment, UUID replaces, String at) throws IOException {
        byte[] submitted = Files.readAllBytes(INTAKE.resolve(example));
        JsonNode useCase = Json.tree(submitted);
        RevisionKey revision = new RevisionKey(
                UUID.fromString(useCase.path("useCaseId").asText()),
                useCase.path("revision").asInt());
        Triage triage = Triage.of(UUID.fromString(triageId), revision, assessment, replaces, Instant.parse(at));
        return DecisionEvents.of(
                triage, assessment, useCase.path("revisionHash").asText(), submitted);
    }

    private static void assertIsTheExample(String event, String variant, OutgoingEvent written) throws IOException {
        Path example = CONTRACTS.resolve("examples").resolve(event + variant + ".json");
        ContractCheck.assertValid(CONTRACTS, event, written.data());
        if (Boolean.getBoolean("examples.update")) {
            ObjectMapper pretty = new ObjectMapper();
            Files.writeString(
                    example,
                    pretty.writerWithDefaultPrettyPrinter().writeValueAsString(Json.tree(written.data())) + "\n");
        }
        assertThat(Json.tree(written.data())).isEqualTo(Json.tree(Files.readAllBytes(example)));
    }

    private static Assessment aClearedUse() {
        return assessment(
                Outcome.CLEARED_NOTIFY,
                List.of(
                        SHARED,
                        clause(
                                "GP-Y",
                                "Yes to all five principles",
                                "Telling the contact may be enough.",
                                Demand.NOTIFY)),
                List.of(),
                List.of(SHARE),
                List.of(),
                List.of());
    }

    private static Assessment aClonedVoice() {
        return assessment(
                Outcome.ESCALATE,
                List.of(
                        SHARED,
                        clause(
                                "IN-4a",
                                "Final deliverable",
                                "If the output includes a final deliverable, written approval comes first.",
                                Demand.APPROVE,
                                new Because("in_final", "yes", null)),
                        clause(
                                "MX-4",
                                "Talent replication",
                                "Replicating talent needs consent and legal review, always.",
                                Demand.APPROVE,
                                new Because("talent_work", "voice_clone", null)),
                        new ClauseFinding(
                                "CD-5",
                                "Terms and conditions",
                                "Read the terms of the licence tier you will use.",
                                Demand.JUDGE,
                                List.of(new Because("terms_checked", "not stated", null)),
                                Certainty.MAY_APPLY,
                                null,
                                null)),
                List.of("MX-4"),
                List.of(
                        SHARE,
                        new RequirementFinding(
                                "written_approval_first", "Wait for the written approval before you start."),
                        new RequirementFinding(
                                "documented_talent_consent", "Attach the performer's documented consent.")),
                List.of(new OpenQuestion(
                        "tool_environment",
                        null,
                        "Which licence or environment is it?",
                        Map.of("studio_enterprise", Outcome.ESCALATE),
                        Map.of())),
                List.of());
    }

    private static Assessment someBookSpines() {
        return assessment(
                Outcome.CONTACT_REVIEW,
                List.of(
                        SHARED,
                        new ClauseFinding(
                                "IN-4a",
                                "Final deliverable",
                                "If the output includes a final deliverable, written approval comes first.",
                                Demand.APPROVE,
                                List.of(new Because("in_final", "yes", null)),
                                Certainty.FIRED,
                                "MX-2",
                                null),
                        clause(
                                "MX-2",
                                "Background elements",
                                "Generated background elements are the contact's to judge while they stay incidental.",
                                Demand.JUDGE,
                                new Because("prominence", "incidental", null))),
                List.of("MX-2"),
                List.of(
                        SHARE,
                        new RequirementFinding(
                                "contact_guidance_first", "Wait for your contact's answer before you start."),
                        new RequirementFinding("flag_early", "Flag it early.")),
                List.of(),
                List.of(new Reduction(
                        List.of(new Change(
                                "in_final",
                                null,
                                new Answer(List.of("yes"), false),
                                new Answer(List.of("no"), false),
                                "Keep it out of everything you deliver.")),
                        Outcome.CLEARED_NOTIFY)));
    }

    private static Assessment underANewerPolicy(Outcome outcome, Assessment before) {
        return new Assessment(
                outcome,
                before.clauses(),
                before.matrixRows(),
                before.requirements(),
                List.of(new Contradiction(
                        List.of("stated_use", "in_final"), "What is only temporary is not in the final cut.")),
                before.openQuestions(),
                before.couldBeLoweredBy(),
                policy("2"));
    }

    private static Assessment assessment(
            Outcome outcome,
            List<ClauseFinding> clauses,
            List<String> rows,
            List<RequirementFinding> requirements,
            List<OpenQuestion> questions,
            List<Reduction> reductions) {
        return new Assessment(outcome, clauses, rows, requirements, List.of(), questions, reductions, policy("1"));
    }

    private static PolicyIdentity policy(String version) {
        return new PolicyIdentity("studio-guidance", version, "b77a02d9".repeat(8), "1");
    }

    private static ClauseFinding clause(String id, String heading, String says, Demand demand, Because... because) {
        return new ClauseFinding(id, heading, says, demand, List.of(because), Certainty.FIRED, null, null);
    }
}
