package studio.clearance.approval.printing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Variant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.clearance.approval.signing.PaperSeal;
import studio.clearance.kit.Json;

class LetterPressTest {

    private static final Instant NOW = Instant.parse("2026-11-20T16:40:00Z");

    @TempDir
    static Path keys;

    private static LetterPress press;

    @BeforeAll
    static void aPress() {
        press = new LetterPress(
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .addResultMapper(new HtmlEscaper(List.of("text/html")))
                        .build()
                        .parse(read("/templates/paper/letter.html"), Variant.forContentType("text/html")),
                new Typesetter(),
                new PaperSeal(keys, true, "Northlight Studios", NOW),
                () -> NOW);
    }

    @Test
    void a_letter_takes_two_pages_of_the_paper_that_is_asked_for() throws IOException {
        for (Paper paper : Paper.values()) {
            try (PDDocument pdf = Loader.loadPDF(printed(aLetter(), paper))) {
                assertThat(pdf.getNumberOfPages()).isEqualTo(2);
                PDRectangle size = pdf.getPage(1).getMediaBox();
                assertThat(size.getWidth())
                        .isBetween(paper == Paper.A4 ? 595f : 611.9f, paper == Paper.A4 ? 595.5f : 612.1f);
                assertThat(size.getHeight())
                        .isBetween(paper == Paper.A4 ? 841f : 791.9f, paper == Paper.A4 ? 842.5f : 792.1f);
            }
        }
    }

    @Test
    void the_production_s_locale_chooses_the_paper() throws IOException {
        ObjectNode american = aLetter();
        ((ObjectNode) american.path("production")).put("locale", "en-US");

        try (PDDocument british = Loader.loadPDF(printed(aLetter(), null));
                PDDocument us = Loader.loadPDF(printed(american, null))) {
            assertThat(british.getPage(0).getMediaBox().getHeight()).isGreaterThan(800);
            assertThat(us.getPage(0).getMediaBox().getHeight()).isLessThan(800);
        }
    }

    @Test
    void it_says_what_was_signed() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(printed(aLetter(), Paper.A4))) {
            String text = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");

            assertThat(text)
                    .contains("Northlight Studios", "WA-2026-4J7QK-2M9RT", "Fathom & Field Ltd", "Northern Line")
                    .contains("Two dropped words, as scripted (UC-2418, revision 3)")
                    .contains("from 20 November 2026, 16:40 until 31 May 2027, 22:59 (UTC)")
                    .contains("Tomás Rey for Ines Duarte, Labour Relations")
                    .contains("The tool does not store", "The voice model")
                    .contains("Use of the voice in trailers.")
                    .contains("MX-4 A voice replica needs documented consent")
                    .contains("Shown to the studio: 6 pages, signed 3 November 2026")
                    .contains("sha256 5be091c46d2f77303ac1e08b94d7f5126be0c33d90a7184ef2b65d0ec901a7f2")
                    .contains("clearance.studio.example/verify/WA-2026-4J7QK-2M9RT")
                    .contains("2 of 2");
        }
    }

    @Test
    void names_and_titles_of_every_language_of_the_guidance_can_be_printed() throws IOException {
        ObjectNode letter = aLetter();
        ((ObjectNode) letter.path("useCase")).put("title", "北方線的兩個字 สองคำที่หายไป İki Kelime Łódź Обет");

        try (PDDocument pdf = Loader.loadPDF(printed(letter, Paper.A4))) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("北方線的兩個字", "İki Kelime Łódź Обет")
                    .doesNotContain("#");
        }
    }

    @Test
    void what_looks_like_markup_is_text() throws IOException {
        ObjectNode letter = aLetter();
        letter.put("scope", "<b>bold</b> & {letter.number} \u0001 <script>alert(1)</script>");

        try (PDDocument pdf = Loader.loadPDF(printed(letter, Paper.A4))) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("<b>bold</b> & {letter.number}", "<script>alert(1)</script>");
        }
    }

    /** As much as two signatures may say; longer terms are refused when the case is decided. */
    @ParameterizedTest
    @ValueSource(strings = {"A condition in words of usual length, as lawyers write them down. ", "聲音模型僅用於本製作並於交付時刪除。"})
    void however_long_the_terms_are_it_stays_on_two_pages(String words) throws IOException {
        ObjectNode letter = aLetter();
        int width = words.codePointAt(0) < 0x1100 ? 1 : 2;
        letter.put("scope", words.repeat(4_400 / (words.length() * width)));
        ArrayNode conditions = letter.putArray("conditions");
        for (int i = 0; i < 23; i++) {
            conditions
                    .addObject()
                    .put("says", words.repeat(Math.max(1, 95 / (words.length() * width))) + " (" + i + ")");
        }
        for (int i = 0; i < 40; i++) {
            letter.withArray("consents")
                    .addObject()
                    .put("performer", "Performer " + i)
                    .put("document", "sha256:" + "9c".repeat(32));
            letter.withArray("requirements")
                    .addObject()
                    .put("says", "Requirement " + i)
                    .put("met", "DECLARED");
        }

        for (Paper paper : Paper.values()) {
            try (PDDocument pdf = Loader.loadPDF(printed(letter, paper))) {
                assertThat(pdf.getNumberOfPages()).isEqualTo(2);
                assertThat(new PDFTextStripper().getText(pdf))
                        .contains("(22)", "the consents, stand in the attached letter");
            }
        }
    }

    @Test
    void the_signed_letter_is_enclosed() throws IOException {
        ObjectNode letter = aLetter();
        byte[] pdf = printed(letter, Paper.A4);

        assertThat(Enclosures.asPrinted(pdf)).contains(signed(letter));
        assertThat(Enclosures.signedLetter(writtenAnew(pdf))).contains(signed(letter));
        assertThat(Enclosures.signedLetter("%PDF-1.7 not really".getBytes(UTF_8)))
                .isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog()
                            .getNames()
                            .getEmbeddedFiles()
                            .getNames()
                            .keySet())
                    .containsExactlyInAnyOrder("WA-2026-4J7QK-2M9RT.json", "WA-2026-4J7QK-2M9RT.jws");
        }
    }

    /** As another program would leave it: with everything in it compressed. */
    private static byte[] writtenAnew(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf);
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (PDComplexFileSpecification file : document.getDocumentCatalog()
                    .getNames()
                    .getEmbeddedFiles()
                    .getNames()
                    .values()) {
                PDEmbeddedFile compressed =
                        new PDEmbeddedFile(document, file.getEmbeddedFile().createInputStream(), COSName.FLATE_DECODE);
                file.setEmbeddedFile(compressed);
                file.setEmbeddedFileUnicode(compressed);
            }
            document.save(out);
            assertThat(Enclosures.asPrinted(out.toByteArray())).isEmpty();
            return out.toByteArray();
        }
    }

    @Test
    void its_description_names_the_language_and_no_unreleased_work() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(printed(aLetter(), Paper.A4))) {
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Written approval WA-2026-4J7QK-2M9RT");
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            String xmp = new String(pdf.getDocumentCatalog().getMetadata().toByteArray(), UTF_8);
            assertThat(xmp)
                    .contains("pdfaid:part", "pdfuaid:part")
                    .doesNotContain("Northern Line", "Two dropped words");
        }
    }

    @Test
    void it_is_sealed_as_pades_baseline_wants_it_and_a_change_shows() throws Exception {
        byte[] pdf = printed(aLetter(), Paper.A4);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDSignature signature = document.getSignatureDictionaries().getFirst();
            assertThat(signature.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
            assertThat(signature.getByteRange()[2] + signature.getByteRange()[3])
                    .isEqualTo(pdf.length);
            assertThat(holds(signature.getContents(), signature.getSignedContent(pdf)))
                    .isTrue();
            byte[] changed = pdf.clone();
            changed[1_000] ^= 1;
            assertThat(holds(signature.getContents(), signature.getSignedContent(changed)))
                    .isFalse();
        }
    }

    @Test
    void where_an_operator_provides_no_seal_it_is_printed_without() throws IOException {
        assertThat(new PaperSeal(keys.resolve("none"), false, "Northlight Studios", NOW).isPresent())
                .isFalse();
    }

    private static boolean holds(byte[] cms, byte[] content) throws Exception {
        CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), cms);
        SignerInformation signer =
                signed.getSignerInfos().getSigners().iterator().next();
        assertThat(signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2))
                .isNotNull();
        assertThat(signer.getSignedAttributes().get(CMSAttributes.signingTime)).isNull();
        X509CertificateHolder certificate = (X509CertificateHolder)
                signed.getCertificates().getMatches(null).iterator().next();
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
        } catch (org.bouncycastle.cms.CMSSignerDigestMismatchException changed) {
            return false;
        }
    }

    static byte[] printed(ObjectNode letter, @org.jspecify.annotations.Nullable Paper paper) {
        return press.print(signed(letter), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", paper);
    }

    /** In the form of a compact JWS: what it is signed with does not concern the press. */
    private static String signed(JsonNode letter) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"EdDSA\"}".getBytes(UTF_8)) + '.'
                + base64.encodeToString(Json.write(letter)) + "." + "c".repeat(86);
    }

    static ObjectNode aLetter() {
        return (ObjectNode) Json.tree(read("/letters/WA-2026-4J7QK-2M9RT.json").getBytes(UTF_8));
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(LetterPressTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
