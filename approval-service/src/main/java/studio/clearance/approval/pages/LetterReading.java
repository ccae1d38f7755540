package studio.clearance.approval.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.pages.LetterView.Rest;
import studio.clearance.approval.pages.LetterView.Signature;
import studio.clearance.approval.pages.VerifyView.Line;
import studio.clearance.approval.pages.Words.Chip;
import studio.clearance.kit.pages.Page;

/** A signed letter as it reads on paper: nothing is said that is not in the signed document. */
record LetterReading(JsonNode letter, String kid, ReaderClock clock, Requirements requirements) {

    LetterView view(Page page, String backHref, String jwsHref, Chip state) {
        String verifyUrl = letter.at("/issuer/verify").asText();
        ReaderClock utc = clock.inUtc();
        return new LetterView(
                page,
                backHref,
                jwsHref,
                state,
                letter.at("/issuer/name").asText(),
                utc.day(time("issuedAt")),
                text("number"),
                named("partner"),
                named("production"),
                letter.at("/useCase/title").asText(),
                letter.at("/useCase/reference").asText(),
                letter.at("/useCase/revision").asInt(),
                text("scope").lines().toList(),
                utc.day(time("effectiveFrom")),
                utc.day(time("expiresAt")),
                signatures().stream()
                        .map(signature -> signature.by() + ", " + Facts.uncapitalised(signature.slot()))
                        .collect(Collectors.joining("; ")),
                said("conditions"),
                said("forbiddenUses"),
                signatures(),
                SquareCode.of(verifyUrl),
                verifyUrl.replaceFirst("^https?://", ""),
                clauses(),
                requirementsMet(),
                covers());
    }

    private List<Signature> signatures() {
        return each("deciders")
                .map(decider -> new Signature(
                        Words.slot(Slot.of(decider.path("slot").asText())),
                        decider.path("name").asText()
                                + (decider.has("onBehalfOf")
                                        ? " for " + decider.path("onBehalfOf").asText()
                                        : ""),
                        clock.inUtc()
                                .exactly(Instant.parse(decider.path("signedAt").asText()))))
                .toList();
    }

    /** What fired for certain and asked for something; the signed file also has what was noted or might have applied. */
    private List<Rest> clauses() {
        return each("clauses")
                .filter(clause -> !clause.path("certainty").asText().equals("may_apply")
                        && Words.demandsAnAct(clause.path("demand").asText()))
                .map(clause -> new Rest(
                        clause.path("id").asText(), clause.path("heading").asText()))
                .toList();
    }

    private List<Rest> requirementsMet() {
        return each("requirements")
                .map(requirement -> {
                    String id = requirement.path("id").asText();
                    String says = requirements
                            .find(id)
                            .map(Requirements.Words::says)
                            .orElse(requirement.path("says").asText(id));
                    return new Rest(says, Words.met(requirement.path("met").asText()));
                })
                .toList();
    }

    private List<Line> covers() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                "Declaration, revision " + letter.at("/useCase/revision").asInt(),
                hash(letter.at("/useCase/revisionHash").asText()),
                true));
        lines.add(new Line(
                "Policy " + letter.at("/policy/version").asText(),
                hash(letter.at("/policy/sha256").asText()),
                true));
        each("consents")
                .forEach(consent -> lines.add(new Line(
                        "Consent of " + consent.path("performer").asText(),
                        hash(consent.path("document").asText()),
                        true)));
        lines.add(new Line(
                "Audit record",
                "entry " + letter.at("/audit/entry").asInt() + ", "
                        + hash(letter.at("/audit/head").asText()),
                true));
        lines.add(new Line("Signature", "Ed25519, key " + kid, true));
        return lines;
    }

    private static String hash(String hash) {
        return hash.startsWith("sha256:") ? "sha256 " + hash.substring("sha256:".length()) : "sha256 " + hash;
    }

    private String text(String field) {
        return letter.path(field).asText();
    }

    private Instant time(String field) {
        return Instant.parse(text(field));
    }

    private String named(String field) {
        JsonNode party = letter.path(field);
        return party.path("name")
                .asText(party.path("title").asText(party.path("id").asText()));
    }

    private List<String> said(String field) {
        return each(field)
                .map(entry -> entry.path("says").asText())
                .filter(Objects::nonNull)
                .toList();
    }

    private Stream<JsonNode> each(String field) {
        return StreamSupport.stream(letter.path(field).spliterator(), false);
    }
}
