package studio.clearance.approval.command;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.printing.Enclosures;
import studio.clearance.approval.signing.KeySet;
import studio.clearance.approval.signing.Keystore;
import studio.clearance.kit.Json;

/** {@code ./clearance verify}: whether a letter is genuine, by the studio's published keys and nothing else. */
public final class VerifyLetter {

    static final int GENUINE = 0;
    static final int NOT_GENUINE = 1;
    static final int WRONG_CALL = 2;
    static final int OUT_OF_TERM = 3;

    static final String HELP = """
            ./clearance verify FILE --jwks KEYS [--jws FILE]

              FILE    a written approval: the PDF, the .jws, or the .json with its .jws beside it (or named by --jws).
                      The .json may be laid out anew, or be the API's answer with the letter in it
              --jwks  the studio's public keys: a file, or the address to fetch them from

            Answers 0 when the letter is genuine and in its term, 3 when it is genuine and its term is over or has not begun,
            1 when it is not genuine, 2 when it could not be checked. Whether it was revoked since only the studio can say.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource clock;

    VerifyLetter(PrintStream out, PrintStream err, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    public static void main(String[] words) {
        System.exit(new VerifyLetter(System.out, System.err, InstantSource.system()).run(words));
    }

    int run(String... words) {
        if (words.length == 0 || Set.of("help", "--help", "-h").contains(words[0])) {
            (words.length == 0 ? err : out).print(HELP);
            return words.length == 0 ? WRONG_CALL : GENUINE;
        }
        try {
            Call call = Call.of(words, Set.of("--jwks", "--jws"));
            return verify(call);
        } catch (Call.Refused refused) {
            err.println(refused.getMessage() + ".");
            return WRONG_CALL;
        }
    }

    private int verify(Call call) throws Call.Refused {
        Path file = call.file();
        KeySet keys = call.keys();
        byte[] content = Call.read(file);
        if (startsWith(content, "%PDF-")) {
            Optional<String> enclosed = Enclosures.signedLetter(content);
            return enclosed.isEmpty()
                    ? refute("This PDF encloses no signed letter. A letter of the studio does.")
                    : verify(enclosed.get(), keys, null);
        }
        if (startsWith(content, "{")) {
            return verify(new String(Call.read(jwsOf(file, call)), StandardCharsets.US_ASCII), keys, content);
        }
        return verify(new String(content, StandardCharsets.US_ASCII), keys, null);
    }

    private static Path jwsOf(Path json, Call call) throws Call.Refused {
        Path beside = json.resolveSibling(json.getFileName().toString().replaceFirst("\\.json$", "") + ".jws");
        Path jws = call.fileOf("--jws").orElse(beside);
        if (Files.notExists(jws)) {
            throw new Call.Refused("A .json alone carries no signature, and there is no " + jws
                    + " beside it. Name its .jws with --jws");
        }
        return jws;
    }

    private int verify(String jws, KeySet keys, byte @Nullable [] shown) throws Call.Refused {
        Optional<byte[]> signed = keys.verify(jws, Keystore.LETTER);
        if (signed.isEmpty()) {
            return refute("No signature of a written approval by one of these " + keys.size()
                    + " keys: changed, or not the studio's.");
        }
        JsonNode letter = Json.tree(signed.get());
        if (shown != null && !letter.equals(shownLetter(shown))) {
            return refute("The signature is genuine, and over something else than this JSON.");
        }
        return tell(letter);
    }

    /** What a file shows, whatever its layout; a member named twice would show a reader one thing and us another. */
    private static JsonNode shownLetter(byte[] shown) throws Call.Refused {
        try {
            JsonNode root = Json.MAPPER
                    .reader(
                            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(shown);
            return root.path("letter").isObject() ? root.get("letter") : root;
        } catch (IOException unreadable) {
            throw new Call.Refused("This is no JSON that can be read in one way only");
        }
    }

    private int refute(String why) {
        out.println("NOT GENUINE");
        out.println(why);
        return NOT_GENUINE;
    }

    private int tell(JsonNode letter) {
        Instant now = clock.instant();
        Instant from = Instant.parse(letter.path("effectiveFrom").asText());
        Instant until = Instant.parse(letter.path("expiresAt").asText());
        boolean over = !until.isAfter(now);
        boolean early = from.isAfter(now);
        out.println(over ? "GENUINE, AND EXPIRED" : early ? "GENUINE, AND NOT YET IN FORCE" : "GENUINE");
        line("number", letter.path("number"));
        line("issued by", letter.at("/issuer/name"));
        line("given to", letter.at("/partner/name"));
        line("production", letter.at("/production/name"));
        line("use", letter.at("/useCase/title"));
        line("revision", letter.at("/useCase/revision"));
        line("declaration", letter.at("/useCase/revisionHash"));
        line("scope", letter.path("scope"));
        line("from", letter.path("effectiveFrom"));
        line("until", letter.path("expiresAt"));
        out.printf(
                "%-12s %s%n",
                "decided by",
                StreamSupport.stream(letter.path("deciders").spliterator(), false)
                        .map(decider -> plain(decider.path("name").asText())
                                + (decider.has("onBehalfOf")
                                        ? " for "
                                                + plain(decider.path("onBehalfOf")
                                                        .asText())
                                        : "")
                                + " (" + decider.path("slot").asText() + ")")
                        .collect(Collectors.joining(", ")));
        out.println("Whether it was suspended, revoked or replaced since, only the studio can say: "
                + plain(letter.at("/issuer/verify").asText()));
        return over || early ? OUT_OF_TERM : GENUINE;
    }

    private void line(String label, JsonNode value) {
        if (!value.isMissingNode()) {
            out.printf("%-12s %s%n", label, plain(value.asText()));
        }
    }

    /** A terminal acts on control characters; a letter must not make it. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static boolean startsWith(byte[] content, String start) {
        return new String(content, 0, Math.min(content.length, start.length()), StandardCharsets.ISO_8859_1)
                .equals(start);
    }
}
