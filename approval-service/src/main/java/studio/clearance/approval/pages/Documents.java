package studio.clearance.approval.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.pages.CaseView.FileLine;
import studio.clearance.approval.queue.ReviewCaseView;
import studio.clearance.approval.queue.ReviewCaseView.EvidenceView;

/** What the partner attached, as lines beside what it is to show. */
record Documents(ReviewCaseView found, ReaderClock clock) {

    private static final Map<String, String> KINDS = Map.of(
            "application/pdf", "PDF",
            "image/png", "picture",
            "image/jpeg", "picture",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document");

    private static final long KIBIBYTE = 1L << 10;
    private static final long MEBIBYTE = 1L << 20;

    /** Those attached for one requirement. */
    List<FileLine> showing(String requirement) {
        return found.evidence().stream()
                .filter(piece -> requirement.equals(piece.shows()))
                .map(this::line)
                .toList();
    }

    /** Those attached for none of these. */
    List<FileLine> besides(Set<String> requirements) {
        return found.evidence().stream()
                .filter(piece -> !isOneOf(requirements, piece.shows()))
                .map(this::line)
                .toList();
    }

    private static boolean isOneOf(Set<String> requirements, @Nullable String shows) {
        return shows != null && requirements.contains(shows);
    }

    private FileLine line(EvidenceView piece) {
        return new FileLine(
                piece.name(),
                "/queue/" + found.id() + "/documents/" + piece.id(),
                KINDS.getOrDefault(piece.mediaType(), "file") + ", " + size(piece.size()) + " · attached by "
                        + piece.attachedBy() + ", " + clock.moment(piece.attachedAt())
                        + (piece.revision() == found.useCase().revision() ? "" : " · to revision " + piece.revision()),
                CaseReading.shortened(piece.sha256()));
    }

    static String size(long bytes) {
        if (bytes < KIBIBYTE) {
            return bytes + " bytes";
        }
        return bytes < MEBIBYTE
                ? Math.round((double) bytes / KIBIBYTE) + " KB"
                : String.format(Locale.ENGLISH, "%.1f MB", (double) bytes / MEBIBYTE);
    }
}
