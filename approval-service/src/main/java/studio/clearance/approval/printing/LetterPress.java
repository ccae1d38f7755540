package studio.clearance.approval.printing;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.settings.Moments;
import studio.clearance.approval.signing.Jws;
import studio.clearance.approval.signing.PaperSeal;
import studio.clearance.kit.Json;

/**
 * Prints a signed letter: pages for people, with the letter itself enclosed as JSON and JWS, under the studio's seal. Printed
 * when it is asked for and not kept: the signed letter is the approval, the pages are a view of it.
 */
@ApplicationScoped
public class LetterPress {

    private static final int MOST_PAGES = 2;

    private final Template template;
    private final Typesetter typesetter;
    private final PaperSeal seal;
    private final InstantSource clock;

    /** Setting type is work for a processor and holds typefaces in memory: half of the machine does it at most. */
    private final Semaphore presses =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    @Inject
    LetterPress(@Location("paper/letter") Template template, Typesetter typesetter, PaperSeal seal, Moments moments) {
        this(template, typesetter, seal, () -> moments.now().now());
    }

    LetterPress(Template template, Typesetter typesetter, PaperSeal seal, InstantSource clock) {
        this.template = template;
        this.typesetter = typesetter;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * @param jws the letter as it was signed
     * @param asked null for what the production's locale suggests
     * @return a PDF
     */
    public byte[] print(String jws, String kid, @Nullable Paper asked) {
        byte[] content = Jws.payload(jws);
        JsonNode letter = Json.tree(content);
        Paper paper = asked == null ? Paper.of(letter.at("/production/locale").asText()) : asked;
        presses.acquireUninterruptibly();
        try {
            return print(letter, content, jws, PaperLetter.of(letter, kid), paper);
        } catch (IOException e) {
            throw new UncheckedIOException("The letter cannot be printed", e);
        } finally {
            presses.release();
        }
    }

    private byte[] print(JsonNode letter, byte[] content, String jws, PaperLetter words, Paper paper)
            throws IOException {
        try (Typesetter.Proof proof = onTwoPages(words, paper);
                PDDocument document = proof.draw()) {
            Calendar issued =
                    Enclosures.calendar(Instant.parse(letter.path("issuedAt").asText()));
            Enclosures.enclose(
                    document,
                    List.of(
                            new Enclosures.Enclosure(
                                    words.number() + ".json",
                                    "application/json",
                                    "Data",
                                    "The letter as canonical JSON (RFC 8785)",
                                    content),
                            new Enclosures.Enclosure(
                                    words.number() + ".jws",
                                    "application/jose",
                                    "Source",
                                    "The signed letter (RFC 7515): this is the approval",
                                    jws.getBytes(StandardCharsets.US_ASCII))),
                    issued);
            ByteArrayOutputStream pages = new ByteArrayOutputStream(200_000);
            document.save(pages, CompressParameters.NO_COMPRESSION);
            return sealed(pages.toByteArray(), words);
        }
    }

    private Typesetter.Proof onTwoPages(PaperLetter words, Paper paper) {
        Typesetter.Proof proof = null;
        for (Setting setting : Setting.on(paper)) {
            if (proof != null) {
                proof.close();
            }
            proof = typesetter.set(
                    template.data("letter", words, "setting", setting).render());
            if (proof.pages() <= MOST_PAGES) {
                return proof;
            }
        }
        return Objects.requireNonNull(proof);
    }

    /** PAdES baseline B (ETSI EN 319 142-1): a later change of any byte shows. */
    private byte[] sealed(byte[] pdf, PaperLetter words) throws IOException {
        if (!seal.isPresent()) {
            return pdf;
        }
        try (PDDocument document = Loader.loadPDF(pdf);
                SignatureOptions options = new SignatureOptions()) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
            signature.setName(words.issuer());
            signature.setReason("Written approval " + words.number());
            signature.setSignDate(Enclosures.calendar(clock.instant()));
            options.setPreferredSignatureSize(seal.largestSignature());
            document.addSignature(signature, seal::sign, options);
            ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + 40_000);
            document.saveIncremental(out);
            return out.toByteArray();
        }
    }
}
