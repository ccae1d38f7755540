package studio.clearance.approval.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.approvals.Verification;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.pages.VerifyView.Line;
import studio.clearance.approval.pages.VerifyView.Verdict;

/** Says how a letter stands, in UTC, and nothing of the use. */
record VerifyReading(ReaderClock clock) {

    static final Verdict NOT_A_LETTER = new Verdict(
            "stop",
            "question",
            "Not a signed letter of ours",
            "This file holds no signature that was made with our keys. Choose the .jws file that came with the letter.",
            "Don’t rely on this file.");

    Verdict verdict(Verification verification) {
        return switch (verification.status()) {
            case IN_FORCE ->
                new Verdict(
                        "ok",
                        "shield",
                        "Genuine and in force",
                        "The studio issued this letter, and it holds today, "
                                + clock.inUtc().exactly(clock.now()) + " UTC.",
                        "");
            case REVOKED ->
                new Verdict(
                        "stop",
                        "x",
                        "Genuine, but revoked",
                        "The studio withdrew this letter on " + day(verification.since())
                                + ". Whoever declared the use was told why.",
                        "Stop the use it allowed.");
            case SUSPENDED ->
                new Verdict(
                        "warn",
                        "pause",
                        "Genuine, but suspended",
                        "It does not hold for now, since " + day(verification.since()) + ".",
                        "Pause the use until the studio contact writes again.");
            case EXPIRED ->
                new Verdict(
                        "warn",
                        "clock",
                        "Genuine, but expired",
                        "It held until " + day(verification.expiresAt())
                                + ". What was made before then stays approved; new use needs a new letter.",
                        "");
            case SUPERSEDED ->
                new Verdict(
                        "warn",
                        "swap",
                        "Genuine, but replaced",
                        "Another letter or a newer revision took its place on " + day(verification.since()) + ".",
                        "Ask whoever gave you this for the letter in force.");
            case UNKNOWN ->
                new Verdict(
                        "stop",
                        "question",
                        "No such letter",
                        "The studio has issued no letter with the number " + verification.number()
                                + ". Check the number for a slip of the pen.",
                        "If it is right, don’t rely on the paper.");
        };
    }

    List<Line> says(Verification verification) {
        if (!verification.known()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Number", verification.number(), true));
        lines.add(new Line("Issued", day(verification.issuedAt()), false));
        lines.add(new Line("In force until", day(verification.expiresAt()), false));
        lines.add(new Line(
                "Decided by",
                verification.signedFor().stream()
                        .map(slot -> Words.slot(Slot.of(slot)))
                        .collect(Collectors.joining("; ")),
                false));
        lines.add(new Line(
                "Declaration, revision " + verification.revision(),
                Objects.requireNonNullElse(verification.revisionHash(), ""),
                true));
        lines.add(new Line("Signed letter", "sha256:" + verification.letterSha256(), true));
        lines.add(new Line("Signed with", "Ed25519, key " + verification.kid(), false));
        return lines;
    }

    /** For a file whose signature holds: the letter it is, and how that stands. */
    Verdict fileVerdict(Verification verification) {
        Verdict standing = verdict(verification);
        return verification.known()
                ? new Verdict(
                        standing.tone(),
                        standing.icon(),
                        "The file is genuine",
                        "Signed by the studio and unchanged since. " + standing.title() + ".",
                        standing.strong())
                : NOT_A_LETTER;
    }

    /** What the holder of a genuine file may read of it: all of it. */
    List<Line> fileSays(JsonNode letter) {
        return List.of(
                        line("Number", letter.path("number"), true),
                        line("Given to", letter.at("/partner/name"), false),
                        line("Production", letter.at("/production/name"), false),
                        line("Use", letter.at("/useCase/title"), false),
                        line("Scope", letter.path("scope"), false),
                        until(letter.path("expiresAt")))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Line> line(String label, JsonNode value, boolean mono) {
        return value.isTextual() ? Optional.of(new Line(label, value.asText(), mono)) : Optional.empty();
    }

    private Optional<Line> until(JsonNode expiresAt) {
        return expiresAt.isTextual()
                ? Optional.of(new Line("In force until", day(Instant.parse(expiresAt.asText())), false))
                : Optional.empty();
    }

    private String day(@Nullable Instant instant) {
        return instant == null ? "" : clock.inUtc().day(instant);
    }
}
