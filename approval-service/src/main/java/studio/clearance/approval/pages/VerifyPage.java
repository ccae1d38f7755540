package studio.clearance.approval.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.approvals.Letters;
import studio.clearance.approval.approvals.Verification;
import studio.clearance.approval.pages.VerifyView.Verdict;
import studio.clearance.approval.printing.Enclosures;
import studio.clearance.approval.signing.Keystore;
import studio.clearance.kit.Json;
import studio.clearance.kit.pages.Page;

/** For anyone who holds a letter: is it genuine, does it hold today. */
@Path("/")
@PermitAll
@RunOnVirtualThread
class VerifyPage {

    /** No letter comes near it, on paper or not. */
    private static final long LARGEST_FILE = 5_000_000;

    /** Programs that name no preference get the JSON of the same address. */
    private static final String HTML_IF_ASKED = "text/html;qs=0.5";

    private final Letters letters;
    private final Keystore keystore;
    private final Readers readers;

    VerifyPage(Letters letters, Keystore keystore, Readers readers) {
        this.letters = letters;
        this.keystore = keystore;
        this.readers = readers;
    }

    @GET
    @Path("/verify")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response form(@RestQuery @Nullable String number) {
        return number == null || number.isBlank()
                ? show(200, "", null, null, null, null)
                : Html.goTo("/verify/"
                        + URLEncoder.encode(number.strip(), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
    }

    @GET
    @Path("/verify/{id}")
    @Produces(HTML_IF_ASKED)
    @Operation(hidden = true)
    public Response verify(@RestPath String id) {
        Verification verification = Verification.of(id, letters.verify(id));
        return show(verification.known() ? 200 : 404, verification.number(), verification, null, null, null);
    }

    /** For browsers that cannot check a signature themselves, and without a script. The file is not kept. */
    @POST
    @Path("/verify")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response checkFile(@RestForm("file") @Nullable FileUpload file) throws IOException {
        if (file == null || file.size() == 0) {
            return show(422, "", null, "Choose a file first", null, null);
        }
        if (file.size() > LARGEST_FILE) {
            return show(422, "", null, null, VerifyReading.NOT_A_LETTER, null);
        }
        byte[] content = Files.readAllBytes(file.uploadedFile());
        String signed = Enclosures.asPrinted(content).orElseGet(() -> new String(content, StandardCharsets.ISO_8859_1));
        Optional<JsonNode> letter = keystore.verify(signed, Keystore.LETTER).map(Json::tree);
        if (letter.isEmpty()) {
            return show(200, "", null, null, VerifyReading.NOT_A_LETTER, null);
        }
        String number = letter.get().path("number").asText();
        Verification verification = Verification.of(number, letters.verify(number));
        return show(200, number, null, null, reading().fileVerdict(verification), letter.get());
    }

    private VerifyReading reading() {
        return new VerifyReading(readers.clock(null));
    }

    private Response show(
            int status,
            String number,
            @Nullable Verification verification,
            @Nullable String fileError,
            @Nullable Verdict fileVerdict,
            @Nullable JsonNode letter) {
        VerifyReading reading = reading();
        Page page = readers.current().page("Check a letter", "check").inLargerType();
        return Html.page(
                status,
                Templates.verify(new VerifyView(
                        fileError == null ? page : page.titled("Error: " + page.title()),
                        number,
                        verification == null ? null : reading.verdict(verification),
                        verification == null ? List.of() : reading.says(verification),
                        fileError,
                        fileVerdict,
                        letter == null ? List.of() : reading.fileSays(letter))));
    }
}
