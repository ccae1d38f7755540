package studio.clearance.approval.pages;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.approvals.EndApprovals;
import studio.clearance.approval.approvals.Letters;
import studio.clearance.approval.approvals.Letters.Letter;
import studio.clearance.approval.printing.LetterPress;
import studio.clearance.approval.printing.Paper;
import studio.clearance.kit.Json;
import studio.clearance.kit.http.Problem;

/** A written approval to read and to print. */
@Path("/queue/letters/{id: [0-9a-fA-F-]{36}}")
@Authenticated
@RunOnVirtualThread
class LetterPage {

    private static final int LONGEST_REASON = 4_000;

    private final Letters letters;
    private final LetterPress press;
    private final EndApprovals ending;
    private final Readers readers;
    private final Requirements requirements;

    LetterPage(Letters letters, LetterPress press, EndApprovals ending, Readers readers, PlainWords words) {
        this.letters = letters;
        this.press = press;
        this.ending = ending;
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
                                        reader.page("Written approval " + letter.number(), ""),
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

    /** The letter on paper, for people who are logged in on the pages. */
    @GET
    @Path("/signed.pdf")
    @Operation(hidden = true)
    public Response onPaper(@RestPath UUID id, @RestQuery @Nullable String paper) {
        return letters.find(id, readers.caller())
                .map(letter -> Response.ok(press.print(
                                letter.jws(),
                                letter.kid(),
                                Optional.ofNullable(paper).flatMap(Paper::named).orElse(null)))
                        .type("application/pdf")
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + letter.number() + ".pdf\"")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build())
                .orElseGet(() -> Html.page(404, Templates.problem(noSuchLetter(readers.current()))));
    }

    @POST
    @Path("/revocation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response revoke(@RestPath UUID id, @RestForm @Nullable String reason, @RestForm @Nullable String sure) {
        Reader reader = readers.current();
        Letter letter = letters.find(id, readers.caller()).orElse(null);
        if (letter == null) {
            return Html.page(404, Templates.problem(noSuchLetter(reader)));
        }
        String why = reason == null ? "" : reason.replace("\r\n", "\n").strip();
        if (!reader.is("legal-reviewer")) {
            return Html.page(403, Templates.problem(notRevoked(reader, letter, "Only legal revokes a letter.")));
        }
        if (why.isEmpty() || why.length() > LONGEST_REASON || sure == null) {
            return Html.page(
                    422,
                    Templates.problem(notRevoked(
                            reader,
                            letter,
                            "Give a reason of up to " + LONGEST_REASON
                                    + " characters, and tick that the use has to stop.")));
        }
        try {
            ending.revoke(readers.caller(), id, why, null);
            return Html.goTo("/queue/" + letter.reviewCaseId() + "?done=" + Done.REVOKED.word());
        } catch (Problem problem) {
            return Html.page(problem.status(), Templates.problem(notRevoked(reader, letter, problem.detail())));
        }
    }

    private static ProblemView notRevoked(Reader reader, Letter letter, String why) {
        return new ProblemView(
                reader.page("Not revoked", "queue"),
                "The letter is not revoked",
                "warn",
                "late",
                List.of(why),
                List.of(new ProblemView.Link("/queue/" + letter.reviewCaseId(), "Back to the case")));
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
                reader.page("No such letter", ""),
                "No such letter",
                "",
                "question",
                List.of("There is no letter at this address, or it is not one you may read."),
                List.of(new ProblemView.Link("/", "Home"), new ProblemView.Link("/verify", "Check a letter")));
    }
}
