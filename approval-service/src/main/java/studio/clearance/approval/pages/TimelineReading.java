package studio.clearance.approval.pages;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.pages.CaseView.TimelineLine;
import studio.clearance.approval.queue.ReviewCaseView;
import studio.clearance.approval.queue.ReviewCaseView.QuestionView;

/** The case's history, questions and comments as one story, oldest first. */
record TimelineReading(ReviewCaseView found, Reader reader, ReaderClock clock) {

    private record Mark(String icon, String tone, String did) {}

    private static final Map<String, Mark> MARKS = Map.ofEntries(
            Map.entry("opened", new Mark("escalate", "", "opened the case")),
            Map.entry("claimed", new Mark("user", "", "claimed the case")),
            Map.entry("released", new Mark("user", "", "released the case")),
            Map.entry("assigned", new Mark("user", "", "assigned the case")),
            Map.entry("asked", new Mark("question", "", "asked the partner; the clock is paused")),
            Map.entry("answered", new Mark("message", "", "answered; the clock runs again")),
            Map.entry("took-question-back", new Mark("replay", "", "took the question back; the clock runs again")),
            Map.entry("signed", new Mark("pen", "ok", "signed")),
            Map.entry("cleared", new Mark("cleared", "ok", "cleared the use")),
            Map.entry("commented", new Mark("message", "", "commented")),
            Map.entry("denied", new Mark("x", "stop", "denied the use")),
            Map.entry("escalated", new Mark("send", "", "sent the case to legal")),
            Map.entry("withdrawn", new Mark("x", "", "withdrew the use")),
            Map.entry(
                    "stood-down",
                    new Mark("cleared", "", "closed the case: under a newer policy nobody has to look any more")),
            Map.entry("superseded", new Mark("swap", "", "closed the case: a new revision was declared")),
            Map.entry("reminded", new Mark("clock", "", "reminded the reviewers")),
            Map.entry("letter-issued", new Mark("file", "ok", "issued the letter")),
            Map.entry("approval-suspended", new Mark("pause", "warn", "suspended the letter")),
            Map.entry("approval-reinstated", new Mark("replay", "ok", "put the letter back in force")),
            Map.entry("approval-revoked", new Mark("x", "stop", "revoked the letter")),
            Map.entry("approval-expired", new Mark("clock", "", "closed the letter: its last day is over")),
            Map.entry("approval-superseded", new Mark("swap", "warn", "closed the letter: another takes its place")),
            Map.entry(
                    "approval-upheld",
                    new Mark("check", "ok", "left the letter in force: nothing it rests on changed")));

    private static final int MOST_SAID = 3;

    List<TimelineLine> lines() {
        Stream<TimelineLine> history = found.history().stream()
                .filter(entry -> !entry.action().startsWith("comment"))
                .map(this::entry);
        Stream<TimelineLine> comments = found.comments().stream().map(this::comment);
        Stream<TimelineLine> documents = found.evidence().stream().map(this::document);
        return Stream.of(history, comments, documents)
                .flatMap(lines -> lines)
                .sorted(Comparator.comparing(TimelineLine::at))
                .toList();
    }

    /**
     * What has happened since the page was made, in a few words; empty when nothing has.
     *
     * @param number of the last entry of the record that the page shows
     * @param documents how many documents it shows
     */
    String since(int number, int documents) {
        List<String> said = Stream.concat(
                        found.history().stream()
                                .filter(entry -> entry.number() > number)
                                .map(entry -> actor(
                                                entry.actor().subject(),
                                                entry.actor().name()) + " "
                                        + mark(entry.action()).did()),
                        found.evidence().stream()
                                .skip(documents)
                                .map(piece -> piece.attachedBy() + " attached a document"))
                .distinct()
                .toList();
        int unsaid = said.size() - MOST_SAID;
        return String.join(", then ", said.subList(0, Math.min(said.size(), MOST_SAID)))
                + (unsaid > 0 ? ", and " + unsaid + " more" : "");
    }

    private static Mark mark(String action) {
        return MARKS.getOrDefault(action, new Mark("flag", "", action.replace('-', ' ')));
    }

    private TimelineLine entry(ReviewCaseView.HistoryEntry entry) {
        Mark mark = mark(entry.action());
        String behalf = entry.onBehalfOf();
        return new TimelineLine(
                mark.icon(),
                mark.tone(),
                actor(entry.actor().subject(), entry.actor().name()),
                mark.did() + (behalf == null ? "" : " for " + behalf),
                entry.at(),
                clock.moment(entry.at()),
                null,
                null,
                false,
                written(entry));
    }

    private TimelineLine document(ReviewCaseView.EvidenceView piece) {
        return new TimelineLine(
                "clip",
                "",
                piece.attachedBy(),
                "attached “" + piece.name() + "”",
                piece.attachedAt(),
                clock.moment(piece.attachedAt()),
                null,
                null,
                false,
                null);
    }

    private TimelineLine comment(ReviewCaseView.CommentView comment) {
        return new TimelineLine(
                "message",
                "",
                actor(comment.author().subject(), comment.author().name()),
                "commented",
                comment.at(),
                clock.moment(comment.at()),
                null,
                comment.audience().name(),
                comment.mentions().contains(reader.subject()),
                comment.text());
    }

    private String actor(String subject, String name) {
        return subject.equals(reader.subject()) ? "You" : name;
    }

    /** The words that belong to an entry: kept in it, or with the question it names. */
    private @Nullable String written(ReviewCaseView.HistoryEntry entry) {
        Map<String, Object> detail = entry.detail();
        return switch (entry.action()) {
            case "asked" -> question(detail).map(QuestionView::question).orElse(null);
            case "answered" -> question(detail).map(QuestionView::answer).orElse(null);
            case "denied" -> reasons(detail.get("reasons"));
            default ->
                detail.get("note") instanceof String note
                        ? note
                        : detail.get("reason") instanceof String reason ? reason : null;
        };
    }

    private Optional<QuestionView> question(Map<String, Object> detail) {
        return found.questions().stream()
                .filter(question -> question.id().toString().equals(detail.get("question")))
                .findFirst();
    }

    private static @Nullable String reasons(@Nullable Object reasons) {
        if (!(reasons instanceof Collection<?> several)) {
            return null;
        }
        return several.stream()
                .filter(Map.class::isInstance)
                .map(reason -> ((Map<?, ?>) reason).get("says"))
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }
}
