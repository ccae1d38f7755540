package studio.clearance.approval.pages;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import studio.clearance.approval.domain.ApprovalState;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.queue.AssessmentView;
import studio.clearance.approval.queue.AssessmentView.Clause;
import studio.clearance.approval.queue.AssessmentView.FactValue;
import studio.clearance.approval.queue.ClockView;
import studio.clearance.approval.queue.Difference;
import studio.clearance.approval.queue.QueuedCase;
import studio.clearance.approval.queue.QueuedCase.Named;
import studio.clearance.approval.queue.ReviewCaseView;
import studio.clearance.approval.queue.ReviewCaseView.ActionView;
import studio.clearance.approval.queue.ReviewCaseView.CommentView;
import studio.clearance.approval.queue.ReviewCaseView.HistoryEntry;
import studio.clearance.approval.queue.SignOffView;
import studio.clearance.approval.queue.SignOffView.PersonView;

/** Cases as reviewers meet them: one that has everything to look at, and a day's queue. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-19T14:32:00Z");
    static final ReaderClock CLOCK = new ReaderClock(NOW, ZoneId.of("Europe/London"));
    static final ObjectMapper JSON = new ObjectMapper();
    static final Facts FACTS = Facts.load(JSON);
    static final Requirements REQUIREMENTS = Requirements.load(JSON);

    static final PersonView AMARA = new PersonView("amara", "Amara Okafor");
    static final PersonView TOMAS = new PersonView("tomas", "Tomás Rey");
    static final PersonView MEI = new PersonView("mei", "Mei Chou");
    static final Reader LEGAL = Reader.of("amara", "legal-1", "Amara Okafor", Set.of("legal-reviewer"));

    private static final UUID CASE = UUID.fromString("01993f6a-9b44-7c3a-8e0f-1d2c3b4a5968");

    private Samples() {}

    static Map<String, Object> aVoiceCloneDeclaration() {
        Map<String, Object> declaration = new LinkedHashMap<>();
        declaration.put("uses_genai", "yes");
        declaration.put("makes", List.of("final_sound", "talent_enhancement"));
        declaration.put("stated_use", "temporary");
        declaration.put("in_final", "yes");
        declaration.put("prominence", "incidental");
        declaration.put("central_to_story", "no");
        declaration.put("inputs", List.of("talent_recordings", "studio_script"));
        declaration.put("personal_data", "no");
        declaration.put("prompt_references", List.of("none"));
        declaration.put("approval_on_file", "none");
        declaration.put("tool_environment", "studio_enterprise");
        declaration.put("tool_keeps_or_trains", "unsure");
        declaration.put("trains_model", "no");
        declaration.put("resembles_third_party", "no");
        declaration.put("shows_real_person", List.of("cast"));
        declaration.put("could_be_taken_as_real", "no");
        declaration.put("talent_work", List.of("voice_clone"));
        declaration.put("replica_use", "as_scripted");
        declaration.put("consent", "documented");
        declaration.put("consent_covers_use", "yes");
        declaration.put("guild_terms_met", "yes");
        declaration.put("quality_tests", "planned");
        declaration.put("harms_dignity", "no");
        declaration.put("replaces_union_work", "no");
        declaration.put("workflow", "single_tool");
        return declaration;
    }

    static AssessmentView aVoiceCloneAssessment() {
        FactValue clone = new FactValue("talent_work", List.of("voice_clone"));
        return new AssessmentView(
                "ESCALATE",
                List.of(
                        fired(
                                "IN-2",
                                "Every use is shared",
                                "Every intended use is shared with the studio contact.",
                                "NOTIFY"),
                        fired(
                                "IN-4a",
                                "Final deliverable",
                                "What ends up in a deliverable needs written approval first.",
                                "APPROVE",
                                new FactValue("in_final", "yes")),
                        fired(
                                "IN-4b",
                                "Talent likeness in the output",
                                "A voice counts as likeness.",
                                "APPROVE",
                                clone),
                        new Clause(
                                "P2",
                                "Tools keep nothing",
                                null,
                                "JUDGE",
                                List.of(
                                        new FactValue("tool_keeps_or_trains", "unsure"),
                                        new FactValue("terms_checked", "not stated")),
                                "may_apply",
                                null),
                        new Clause(
                                "DU-1a",
                                "Studio material in tools",
                                null,
                                "PROHIBIT",
                                List.of(new FactValue("tool_environment", "studio_enterprise")),
                                "fired",
                                "CD-3"),
                        fired(
                                "TP-1",
                                "Replicas need documented consent",
                                "No digital voice of real talent without documented consent and guild compliance.",
                                "CONSENT APPROVE",
                                clone,
                                new FactValue("consent", "documented"),
                                new FactValue("guild_terms_met", "yes")),
                        fired(
                                "CD-3",
                                "Sensitive material, even in secure tools",
                                "Sensitive material goes to the contact first, in any tool.",
                                "JUDGE",
                                new FactValue("inputs", List.of("talent_recordings", "studio_script"))),
                        fired(
                                "QA-1",
                                "Early tests",
                                "Quality is tested early.",
                                "ADVICE",
                                new FactValue("quality_tests", "planned")),
                        fired(
                                "MX-4",
                                "Talent replication",
                                "Re-ageing and synthetic voices always go to legal, for consent and review.",
                                "APPROVE",
                                clone)),
                List.of("MX-4"),
                List.of(
                        new AssessmentView.Requirement("share_with_contact", null),
                        new AssessmentView.Requirement("written_approval_first", null),
                        new AssessmentView.Requirement("flag_early", null),
                        new AssessmentView.Requirement("explicit_input_approval", null),
                        new AssessmentView.Requirement("documented_talent_consent", null),
                        new AssessmentView.Requirement("guild_compliance", null),
                        new AssessmentView.Requirement("quality_tests", null),
                        new AssessmentView.Requirement("resolve_unsure", null),
                        new AssessmentView.Requirement("resolve_contradiction", null)),
                List.of(new AssessmentView.Contradiction(
                        List.of("stated_use", "in_final"), "“Temporary” use, but heard in the delivered cut.")),
                List.of(new AssessmentView.OpenQuestion(
                        "tool_keeps_or_trains", null, Map.of("no", "ESCALATE", "yes", "ESCALATE"))),
                List.of(new AssessmentView.Lowering(
                        List.of(
                                new AssessmentView.Change("talent_work", List.of("voice_clone"), List.of("none")),
                                new AssessmentView.Change("in_final", "yes", "no")),
                        "CONTACT_REVIEW")),
                new AssessmentView.Policy("guidance", "2026.3", "b77a02d9", "1"));
    }

    static Clause fired(String id, String heading, String says, String demand, FactValue... because) {
        return new Clause(id, heading, says, demand, List.of(because), "fired", null);
    }

    /** Claimed by Amara for legal, one signature of two outstanding besides hers, overdue. */
    static ReviewCaseView aContestedCase() {
        return aCase(
                "Two dropped words, as scripted",
                "Two words were lost under a plane in the platform scene of episode 4. Our lead has signed for a voice"
                        + " replica for exactly this. We would generate those two scripted words and put them in the mix.",
                List.of(
                        allowed("release", Slot.LEGAL),
                        allowed("comment", null),
                        allowed("ask", null),
                        allowed("grant", Slot.LEGAL),
                        allowed("deny", Slot.LEGAL)),
                AMARA);
    }

    static ReviewCaseView aCase(String title, String narrative, List<ActionView> actions, PersonView legalHolder) {
        return new ReviewCaseView(
                CASE,
                4,
                new ReviewCaseView.UseCaseView(
                        UUID.fromString("01993f6a-8c1e-7d02-9a51-6f0c2b7e4d10"),
                        "UC-2418",
                        3,
                        "sha256:5be091c46d2f77303ac1e08b94d7f5126be0c33d90a7184ef2b65d0ec901a7f2",
                        title,
                        narrative,
                        new ReviewCaseView.Party("partner-a", "Fathom & Field", "en-GB"),
                        new ReviewCaseView.Production("p-1", "Northern Line", "en-GB", "Europe/London"),
                        MEI,
                        new ReviewCaseView.Contact("contact-1", "Dana Whitlock"),
                        aVoiceCloneDeclaration(),
                        Instant.parse("2026-11-16T09:02:00Z")),
                Lane.LEGAL,
                CaseState.CLAIMED,
                Outcome.ESCALATE,
                aVoiceCloneAssessment(),
                List.of(
                        new SignOffView(Slot.LEGAL, legalHolder, null, null),
                        new SignOffView(Slot.LABOUR, TOMAS, null, null)),
                new ClockView(
                        Instant.parse("2026-11-18T12:00:00Z"),
                        false,
                        true,
                        Duration.ofHours(24),
                        Duration.ofHours(-10)),
                Instant.parse("2026-11-05T10:14:00Z"),
                someEvidence(),
                List.of(
                        new Difference("consent", "verbal", "documented"),
                        new Difference("guild_terms_met", "unsure", "yes"),
                        new Difference("replica_use", null, "as_scripted")),
                UUID.fromString("01993f6a-0000-7000-8000-000000000001"),
                null,
                List.of(),
                List.of(new CommentView(
                        UUID.randomUUID(),
                        TOMAS,
                        Instant.parse("2026-11-17T11:30:00Z"),
                        "The guild notice is the right form. I sign once you have the tool answer.",
                        CommentView.Audience.INTERNAL,
                        List.of())),
                List.of(
                        entry(1, "2026-11-05T10:14:00Z", "opened", MEI, Map.of()),
                        entry(2, "2026-11-05T15:40:00Z", "claimed", AMARA, Map.of()),
                        entry(
                                3,
                                "2026-11-06T11:02:00Z",
                                "asked",
                                AMARA,
                                Map.of("question", "Consent is given as verbal. Please attach the signed form.")),
                        entry(4, "2026-11-16T09:02:00Z", "answered", MEI, Map.of("answer", "Attached in revision 3."))),
                null,
                actions);
    }

    /** Signed by both and in force. */
    static ReviewCaseView aGrantedCase() {
        ReviewCaseView open = aContestedCase();
        return new ReviewCaseView(
                open.id(),
                6,
                open.useCase(),
                open.lane(),
                CaseState.GRANTED,
                open.outcome(),
                open.assessment(),
                List.of(
                        new SignOffView(Slot.LEGAL, AMARA, null, NOW.minusSeconds(7200)),
                        new SignOffView(Slot.LABOUR, TOMAS, "Ingrid Solheim", NOW.minusSeconds(600))),
                new ClockView(null, false, false, Duration.ofHours(24), Duration.ofHours(4)),
                open.openedAt(),
                open.evidence(),
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                open.history(),
                anApprovalInForce(),
                List.of(allowed("comment", null)));
    }

    /** The consent, and something for no requirement. */
    static List<ReviewCaseView.EvidenceView> someEvidence() {
        Instant at = Instant.parse("2026-11-16T09:01:30Z");
        return List.of(
                new ReviewCaseView.EvidenceView(
                        UUID.fromString("019a53ef-1c22-7a07-b6d1-0c9e8f7a6b5d"),
                        3,
                        "Voice replica consent, signed.pdf",
                        "application/pdf",
                        184_320,
                        "9c1e5ab0d1f24c1c6f8a2f7e6a0b9d3c4e5f60718293a4b5c6d7e8f901a247ab",
                        "documented_talent_consent",
                        "Mei Chou",
                        at),
                new ReviewCaseView.EvidenceView(
                        UUID.fromString("019a53ef-1c22-7a07-b6d1-0c9e8f7a6b5e"),
                        2,
                        "Scene.png",
                        "image/png",
                        3_145_728,
                        "0b1e5ab0d1f24c1c6f8a2f7e6a0b9d3c4e5f60718293a4b5c6d7e8f901a247ab",
                        null,
                        "Mei Chou",
                        at.plusSeconds(5)));
    }

    static HistoryEntry entry(int number, String at, String action, PersonView actor, Map<String, Object> detail) {
        return new HistoryEntry(number, Instant.parse(at), action, actor, null, 3, detail, "00");
    }

    static ActionView allowed(String name, Slot slot) {
        return new ActionView(name, slot, true, null);
    }

    static ReviewCaseView.ApprovalView anApprovalInForce() {
        return new ReviewCaseView.ApprovalView(
                UUID.randomUUID(), "WA-2026-7K3MQ-9XTB4", ApprovalState.IN_FORCE, NOW, NOW.plus(Duration.ofDays(180)));
    }

    static List<QueuedCase> aDaysQueue() {
        return List.of(
                queued(
                        "UC-2418",
                        3,
                        "Two dropped words, as scripted",
                        "Northern Line",
                        "Fathom & Field",
                        AMARA,
                        "2026-11-18T12:00:00Z",
                        "MX-4",
                        "TP-1",
                        "TE-DR-1",
                        "IN-4b",
                        "IN-4a",
                        "CD-3"),
                queued(
                        "UC-2402",
                        2,
                        "Generated extras instead of sixty people",
                        "Iron Parish",
                        "Lantern Row",
                        null,
                        "2026-11-19T13:50:00Z",
                        "ER-2",
                        "P5",
                        "MX-2"),
                answered(queued(
                        "UC-2411",
                        1,
                        "Thirty years younger",
                        "Silver Wedding",
                        "Tidewater VFX",
                        AMARA,
                        "2026-11-19T16:00:00Z",
                        "MX-4",
                        "TP-1",
                        "QA-2")),
                queued(
                        "UC-2415",
                        1,
                        "Licensed stock set, licence allows AI training",
                        "Amberline",
                        "Kestrel Post",
                        new PersonView("ingrid", "Ingrid Solheim"),
                        "2026-11-19T18:00:00Z",
                        "DU-2",
                        "MX-5"),
                reopened(queued(
                        "UC-2366",
                        2,
                        "Face step hidden in the chain",
                        "Foxfire",
                        "Tidewater VFX",
                        AMARA,
                        "2026-11-20T12:00:00Z",
                        "CW-1",
                        "GP-CW",
                        "TE-DR",
                        "MX-4")),
                queued(
                        "UC-2419",
                        1,
                        "A singalong a bit too close",
                        "Off Key",
                        "Ostrava Sound",
                        null,
                        "2026-11-23T10:00:00Z",
                        "CO-2a",
                        "P1",
                        "IN-4d",
                        "FT-6"),
                paused(queued(
                        "UC-2389",
                        1,
                        "The spin-off wants the same model",
                        "Foxfire",
                        "Fathom & Field",
                        TOMAS,
                        null,
                        "MU-2",
                        "MU-1",
                        "TP-1")));
    }

    static QueuedCase queued(
            String reference,
            int revision,
            String title,
            String production,
            String partner,
            PersonView holder,
            String due,
            String... clauses) {
        Instant at = due == null ? null : Instant.parse(due);
        return new QueuedCase(
                UUID.nameUUIDFromBytes(reference.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                UUID.randomUUID(),
                reference,
                revision,
                title,
                Lane.LEGAL,
                holder == null ? CaseState.QUEUED : CaseState.CLAIMED,
                Outcome.ESCALATE,
                List.of(clauses),
                new Named(partner.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'), partner),
                new Named(production.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'), production),
                List.of(clauses).contains("TP-1")
                        ? List.of(
                                new SignOffView(Slot.LEGAL, holder, null, null),
                                new SignOffView(Slot.LABOUR, null, null, null))
                        : List.of(new SignOffView(Slot.LEGAL, holder, null, null)),
                new ClockView(at, false, at != null && at.isBefore(NOW), Duration.ofHours(24), Duration.ofHours(6)),
                false,
                false,
                Instant.parse("2026-11-17T09:00:00Z"));
    }

    private static QueuedCase answered(QueuedCase it) {
        return new QueuedCase(
                it.id(),
                it.useCaseId(),
                it.reference(),
                it.revision(),
                it.title(),
                it.lane(),
                it.state(),
                it.outcome(),
                it.clauses(),
                it.partner(),
                it.production(),
                it.signOffs(),
                it.clock(),
                false,
                true,
                it.openedAt());
    }

    private static QueuedCase reopened(QueuedCase it) {
        return new QueuedCase(
                it.id(),
                it.useCaseId(),
                it.reference(),
                it.revision(),
                it.title(),
                it.lane(),
                it.state(),
                it.outcome(),
                it.clauses(),
                it.partner(),
                it.production(),
                it.signOffs(),
                it.clock(),
                true,
                false,
                it.openedAt());
    }

    private static QueuedCase paused(QueuedCase it) {
        return new QueuedCase(
                it.id(),
                it.useCaseId(),
                it.reference(),
                it.revision(),
                it.title(),
                it.lane(),
                CaseState.INFORMATION_REQUESTED,
                it.outcome(),
                it.clauses(),
                it.partner(),
                it.production(),
                it.signOffs(),
                new ClockView(null, true, false, Duration.ofHours(24), Duration.ofHours(6)),
                false,
                false,
                it.openedAt());
    }
}
