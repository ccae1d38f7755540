package studio.clearance.approval.pages;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import studio.clearance.approval.approvals.Letters;
import studio.clearance.approval.approvals.Letters.Letter;
import studio.clearance.kit.Json;

/** A written approval to read and to print. */
@Path("/queue/letters/{id: [0-9a-fA-F-]{36}}")
@Authenticated
@RunOnVirtualThread
class LetterPage {

    private final Letters letters;
    private final Readers readers;
    private final Requirements requirements;

    LetterPage(Letters letters, Readers readers, PlainWords words) {
        this.letters = letters;
        this.readers = readers;
        this.requirements = words.requirements();
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response read(@RestPath UUID id) {
        Reader reader = readers.current();
        return letters.find(id, readers.caller())
                .map(letter -> Html.page(Templates.letter(
                        new LetterReading(Json.tree(letter.content()), letter.kid(), readers.clock(null), requirements)
                                .view(
                                        Page.of("Written approval " + letter.number(), "", reader),
                                        reader.mayWatchTheQueue() ? "/queue/" + letter.reviewCaseId() : "/",
                                        "/queue/letters/" + id + "/signed",
                                        Words.approval(letter.state())))))
                .orElseGet(() -> Html.page(404, Templates.problem(noSuchLetter(reader))));
    }

    /** The signed letter itself, for people who are logged in on the pages. */
    @GET
    @Path("/signed")
    @Operation(hidden = true)
    public Response signed(@RestPath UUID id) {
        return letters.find(id, readers.caller())
                .map(LetterPage::file)
                .orElseGet(() -> Html.page(404, Templates.problem(noSuchLetter(readers.current()))));
    }

    private static Response file(Letter letter) {
        return Response.ok(letter.jws())
                .type("application/jose")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + letter.number() + ".jws\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static ProblemView noSuchLetter(Reader reader) {
        return new ProblemView(
                Page.of("No such letter", "", reader),
                "No such letter",
                "",
                "question",
                List.of("There is no letter at this address, or it is not one you may read."),
                List.of(new ProblemView.Link("/", "Home"), new ProblemView.Link("/verify", "Check a letter")));
    }
}
