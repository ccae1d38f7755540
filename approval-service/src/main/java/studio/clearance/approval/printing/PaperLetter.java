package studio.clearance.approval.printing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A signed letter as ready text. Times are UTC: a letter is read in many places.
 *
 * @param code the address of the check page as a QR code, a {@code data:} address
 * @param clauses what the approval rests on
 * @param alsoClauses the clauses that were noted or may apply, by their identifiers
 * @param consents the documents it rests on
 * @param covers the other things its signature binds
 */
public record PaperLetter(
        String issuer,
        String issuedOn,
        String number,
        String partner,
        String production,
        String title,
        String reference,
        int revision,
        List<String> scope,
        String from,
        String until,
        String decidedBy,
        List<List<String>> conditions,
        List<List<String>> forbidden,
        List<Signature> signatures,
        String code,
        String verifyUrl,
        String verifyAt,
        List<Line> clauses,
        String alsoClauses,
        List<Line> requirements,
        List<Line> consents,
        List<Line> covers) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

    public record Signature(String slot, String by, String when) {}

    public record Line(String label, String text) {}

    /** @param inShort without the consents, which the enclosed letter names */
    public List<Line> covers(boolean inShort) {
        return inShort
                ? covers
                : Stream.concat(consents.stream(), covers.stream()).toList();
    }

    /** @param kid of the key that signed it */
    static PaperLetter of(JsonNode letter, String kid) {
        return new Reading(letter).paper(kid);
    }

    /** Takes what is said out of the signed document, and nothing else. */
    private record Reading(JsonNode letter) {

        PaperLetter paper(String kid) {
            String verifyUrl = at("/issuer/verify");
            List<Signature> signatures = signatures();
            return new PaperLetter(
                    at("/issuer/name"),
                    DAY.format(time("/issuedAt")),
                    at("/number"),
                    named("partner"),
                    named("production"),
                    at("/useCase/title"),
                    at("/useCase/reference"),
                    letter.at("/useCase/revision").asInt(),
                    lines(at("/scope")),
                    MOMENT.format(time("/effectiveFrom")),
                    MOMENT.format(time("/expiresAt")),
                    signatures.stream()
                            .map(signature -> signature.by() + ", " + signature.slot())
                            .collect(Collectors.joining("; ")),
                    said("conditions"),
                    said("forbiddenUses"),
                    signatures,
                    QrImage.of(verifyUrl),
                    verifyUrl,
                    verifyUrl.replaceFirst("^https?://", ""),
                    clauses(),
                    each("clauses")
                            .filter(clause -> !fired(clause))
                            .map(clause -> text(clause.path("id")))
                            .collect(Collectors.joining(", ")),
                    requirements(),
                    each("consents")
                            .map(consent -> new Line(
                                    "Consent of " + text(consent.path("performer")),
                                    hash(text(consent.path("document")))))
                            .toList(),
                    covers(kid));
        }

        private List<Signature> signatures() {
            return each("deciders")
                    .map(decider -> new Signature(
                            slot(text(decider.path("slot"))),
                            text(decider.path("name"))
                                    + (decider.has("onBehalfOf") ? " for " + text(decider.path("onBehalfOf")) : ""),
                            MOMENT.format(Instant.parse(decider.path("signedAt").asText())
                                    .atOffset(ZoneOffset.UTC))))
                    .toList();
        }

        private List<Line> clauses() {
            return each("clauses")
                    .filter(Reading::fired)
                    .map(clause -> new Line(text(clause.path("id")), text(clause.path("heading"))))
                    .toList();
        }

        /** Fired for certain and asked for an act; what was noted or might have applied is listed by its name alone. */
        private static boolean fired(JsonNode clause) {
            String demand = clause.path("demand").asText();
            return !clause.path("certainty").asText().equals("may_apply")
                    && Stream.of("JUDGE", "APPROVE", "CONSENT", "PROHIBIT").anyMatch(demand::contains);
        }

        private List<Line> requirements() {
            return each("requirements")
                    .map(requirement -> new Line(
                            requirement.has("says") ? text(requirement.path("says")) : text(requirement.path("id")),
                            met(requirement.path("met").asText())
                                    + (requirement.has("note") ? ": " + text(requirement.path("note")) : "")))
                    .toList();
        }

        private List<Line> covers(String kid) {
            List<Line> lines = new ArrayList<>();
            lines.add(new Line("Declaration, revision " + at("/useCase/revision"), hash(at("/useCase/revisionHash"))));
            lines.add(new Line("Policy " + at("/policy/version"), hash(at("/policy/sha256"))));
            lines.add(new Line("Audit record", "entry " + at("/audit/entry") + ", " + hash(at("/audit/head"))));
            lines.add(new Line("Signature", "Ed25519, key " + kid));
            return lines;
        }

        private List<List<String>> said(String field) {
            return each(field).map(entry -> lines(text(entry.path("says")))).toList();
        }

        private String named(String field) {
            JsonNode party = letter.path(field);
            return text(party.has("name") ? party.path("name") : party.path("id"));
        }

        private Stream<JsonNode> each(String field) {
            return StreamSupport.stream(letter.path(field).spliterator(), false);
        }

        private java.time.OffsetDateTime time(String pointer) {
            return Instant.parse(at(pointer)).atOffset(ZoneOffset.UTC);
        }

        private String at(String pointer) {
            return text(letter.at(pointer));
        }

        private static List<String> lines(String text) {
            return text.lines().toList();
        }

        /** What XML 1.0 cannot carry has no place on paper either. */
        private static String text(JsonNode value) {
            StringBuilder out = new StringBuilder();
            value.asText()
                    .codePoints()
                    .filter(c -> c == '\n' || c == '\t' || c >= 0x20 && c != 0xFFFE && c != 0xFFFF)
                    .forEach(out::appendCodePoint);
            return out.toString();
        }

        private static String hash(String hash) {
            return "sha256 " + (hash.startsWith("sha256:") ? hash.substring("sha256:".length()) : hash);
        }

        private static String slot(String slot) {
            return switch (slot) {
                case "legal" -> "Legal";
                case "labour" -> "Labour Relations";
                case "contact" -> "Studio Contact";
                default -> slot;
            };
        }

        private static String met(String met) {
            return switch (met) {
                case "SHOWN" -> "Shown to the studio";
                case "DECLARED" -> "Declared by the partner";
                case "GRANTED_HERE" -> "Granted by this letter";
                case "BY_CONDITION" -> "A condition of this letter demands it";
                default -> met;
            };
        }
    }
}
