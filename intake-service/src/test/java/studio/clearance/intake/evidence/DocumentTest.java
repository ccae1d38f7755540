package studio.clearance.intake.evidence;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import studio.clearance.intake.IntakeTest;

@QuarkusTest
class DocumentTest extends IntakeTest {

    private static final int MEBIBYTE = 1 << 20;

    @Test
    void a_document_comes_back_byte_for_byte_and_as_a_download_only() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        byte[] content = pdf(3 * MEBIBYTE + 17);

        Response attached = attaches(id, "Consent \u00fc.pdf", content);

        attached.then()
                .statusCode(201)
                .body("mediaType", equalTo("application/pdf"))
                .body("size", equalTo(content.length))
                .body("shows", equalTo("documented_talent_consent"));
        Response download = as(LEGAL_1).get("/api/use-cases/" + id + "/documents/" + attached.path("id"));
        assertThat(download.asByteArray()).isEqualTo(content);
        download.then()
                .header("Content-Type", "application/pdf")
                .header("ETag", "\"" + attached.path("sha256") + "\"")
                .header("Content-Disposition", containsString("attachment"))
                .header("X-Content-Type-Options", "nosniff");
        as(CONTACT_1)
                .get("/api/use-cases/" + id + "/documents")
                .then()
                .body("items.id", hasItem(attached.<String>path("id")));
        as(PORTAL_A).get("/api/use-cases/" + id + "/timeline").then().body("items.kind", hasItem("DOCUMENT_ATTACHED"));
    }

    @Test
    void what_a_file_is_its_content_says_and_not_its_name() throws IOException {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        attaches(id, "consent.pdf", "MZ this is a program".getBytes(UTF_8))
                .then()
                .statusCode(415)
                .body("type", containsString("unsupported-document"));
        attaches(id, "consent.pdf", "<html><script>alert(1)</script>".getBytes(UTF_8))
                .then()
                .statusCode(415);
        attaches(id, "letter.docx", zip("[Content_Types].xml", "xl/workbook.xml"))
                .then()
                .statusCode(415);
        attaches(id, "letter.docx", zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"))
                .then()
                .statusCode(415);
        attaches(id, "letter.docx", zip("[Content_Types].xml", "word/document.xml"))
                .then()
                .statusCode(201);
    }

    @Test
    void a_document_beyond_twenty_mebibytes_is_refused() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        attaches(id, "long.pdf", pdf(20 * MEBIBYTE + 1)).then().statusCode(413);
    }

    @Test
    void a_name_that_is_a_path_is_cut_to_its_end() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        attaches(id, "../../etc/consent.pdf", pdf(100)).then().statusCode(201).body("name", equalTo("consent.pdf"));
    }

    @Test
    void a_repeated_upload_is_attached_once() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        String key = UUID.randomUUID().toString();

        Response first = attaches(id, "consent.pdf", pdf(1000), key);
        Response again = attaches(id, "consent.pdf", pdf(1000), key);
        Response other = attaches(id, "consent.pdf", pdf(1001), key);

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(other.statusCode()).isEqualTo(422);
        as(PORTAL_A).get("/api/use-cases/" + id + "/documents").then().body("items.size()", equalTo(1));
    }

    @Test
    void a_withdrawn_use_case_takes_no_document() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);
        asPosting(PORTAL_A)
                .body(Map.of("reason", "Cut"))
                .post("/api/use-cases/" + id + "/withdrawal")
                .then()
                .statusCode(200);

        attaches(id, "consent.pdf", pdf(100)).then().statusCode(409).body("type", containsString("use-case-withdrawn"));
    }

    @Test
    void a_form_without_a_file_is_refused() {
        UUID id = submitted(PORTAL_A, NORTHERN_LINE);

        given().header("Authorization", "Bearer " + PORTAL_A)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .multiPart("shows", "documented_talent_consent")
                .post("/api/use-cases/" + id + "/documents")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/file"));
    }

    private static Response attaches(UUID id, String name, byte[] content) {
        return attaches(id, name, content, UUID.randomUUID().toString());
    }

    private static Response attaches(UUID id, String name, byte[] content, String key) {
        return given().header("Authorization", "Bearer " + PORTAL_A)
                .header("Idempotency-Key", key)
                .multiPart("file", name, content)
                .multiPart("shows", "documented_talent_consent")
                .post("/api/use-cases/" + id + "/documents");
    }

    private static byte[] pdf(int size) {
        byte[] content = new byte[size];
        new SplittableRandom(size).nextBytes(content);
        System.arraycopy("%PDF-1.7".getBytes(UTF_8), 0, content, 0, 8);
        return content;
    }

    private static byte[] zip(String... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var archive = new ZipOutputStream(bytes)) {
            for (String entry : Arrays.asList(entries)) {
                archive.putNextEntry(new ZipEntry(entry));
                archive.write("x".getBytes(UTF_8));
                archive.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
