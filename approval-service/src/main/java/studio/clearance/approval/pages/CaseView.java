package studio.clearance.approval.pages;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.pages.Words.Chip;
import studio.clearance.kit.pages.Face;
import studio.clearance.kit.pages.Page;

/** One case as the page says it: every text ready, every link made. */
public record CaseView(
        Page page,
        String id,
        String reference,
        String title,
        Head head,
        @Nullable Refusal refusal,
        List<Banner> banners,
        List<String> narrative,
        @Nullable String narrativeLang,
        List<Attention> attention,
        Declaration declaration,
        List<ClauseLine> clauses,
        List<ClauseLine> possible,
        List<ClauseLine> recorded,
        @Nullable String policy,
        List<ContradictionLine> contradictions,
        List<QuestionLine> openQuestions,
        List<LoweringLine> lowerings,
        RequirementList requirements,
        List<FileLine> documents,
        @Nullable DifferenceTable difference,
        List<TimelineLine> timeline,
        String newsHref,
        boolean mayComment,
        String commentText,
        boolean commentToPartner,
        @Nullable String commentError,
        String signed,
        List<SlotLine> slots,
        List<Act> holding,
        @Nullable ApprovalPanel approval,
        @Nullable String fourEyes,
        @Nullable DecisionForm decision,
        @Nullable String idle,
        List<AboutLine> about,
        String keep) {

    public record Head(
            String queueHref,
            String queueTitle,
            String outcome,
            @Nullable Chip standing,
            ReaderClock.@Nullable Due due,
            String production,
            String partner,
            @Nullable String declaredBy,
            String revision,
            boolean open,
            @Nullable Face assignee,
            String holder) {}

    /** What could not be done, and why. */
    public record Refusal(String title, String detail) {}

    public record Banner(
            String tone,
            String icon,
            String title,
            String detail,
            @Nullable String href,
            @Nullable String link) {}

    public record Attention(String icon, String tone, String text, String href) {}

    /**
     * @param quiet answers that trigger nothing, folded away under a title that counts them
     * @param missing questions that some clause turns on and that were not answered
     */
    public record Declaration(
            String summary,
            List<AnswerGroup> groups,
            List<Step> steps,
            String quietTitle,
            List<Answer> quiet,
            String missingTitle,
            List<Answer> missing) {}

    public record AnswerGroup(String title, List<Answer> answers) {}

    public record Step(int number, String name, List<Answer> answers) {}

    public record Answer(String anchor, String asks, String says, boolean contradicts, boolean unsure) {}

    /** @param state {@code fired}, {@code maybe} or {@code displaced} */
    public record ClauseLine(
            String id,
            String heading,
            String state,
            String demand,
            @Nullable String says,
            List<FactLink> because) {}

    /** @param anchor where the answer stands on the page; null where it does not */
    public record FactLink(@Nullable String anchor, String text) {}

    public record ContradictionLine(String says, List<FactLink> facts) {}

    public record QuestionLine(
            String question,
            String anchor,
            @Nullable String answered,
            List<Branch> outcomes,
            @Nullable String note) {}

    public record Branch(String answer, String outcome) {}

    public record LoweringLine(List<String> changes, String outcome) {}

    public record RequirementList(String summary, List<RequirementLine> lines) {
        public boolean attached() {
            return lines.stream().anyMatch(line -> !line.files().isEmpty());
        }
    }

    /** @param state {@code shown}, {@code claimed} or {@code missing} */
    public record RequirementLine(
            String id,
            String state,
            String says,
            @Nullable String clauses,
            @Nullable String because,
            @Nullable String anchor,
            List<FileLine> files) {}

    /** A document that was attached. */
    public record FileLine(String name, String href, String detail, String sha256) {}

    public record DifferenceTable(String title, @Nullable String previousHref, List<DifferenceLine> lines) {}

    public record DifferenceLine(
            String label,
            @Nullable String anchor,
            @Nullable String before,
            @Nullable String after) {}

    /** @param audience {@code INTERNAL} or {@code PARTNER} of a comment; null for everything else */
    public record TimelineLine(
            String icon,
            String tone,
            String actor,
            String did,
            Instant at,
            String when,
            @Nullable String extra,
            @Nullable String audience,
            boolean namesReader,
            @Nullable String bubble) {}

    public record SlotLine(String icon, String tone, String title, String stands) {}

    /** One press: a form of its own, or the reason why not. */
    public record Act(
            String id,
            String label,
            String action,
            boolean allowed,
            boolean primary,
            @Nullable String key,
            String why) {}

    /** @param revocation where a reader who may revoke the letter sends the form; null for everybody else */
    public record ApprovalPanel(
            String number,
            Chip state,
            String says,
            String letterHref,
            String verifyHref,
            @Nullable String revocation) {}

    public record AboutLine(String label, String text, boolean mono) {}
}
