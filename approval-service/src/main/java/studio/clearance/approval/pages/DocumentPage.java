package studio.clearance.approval.pages;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import studio.clearance.approval.queue.Queue;
import studio.clearance.approval.settings.ApprovalSettings;

/**
 * A document of a case, fetched from intake, which keeps it, in the reader's own name: intake decides by itself whether they
 * may have it. Off the path of every decision; while intake is away, only the document is.
 */
@Path("/queue/{id: [0-9a-fA-F-]{36}}/documents/{document: [0-9a-fA-F-]{36}}")
@Authenticated
@RunOnVirtualThread
class DocumentPage {

    private static final Logger LOG = Logger.getLogger(DocumentPage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FOUND = 200;

    /** What intake says of the file, and how a browser has to treat a stranger's file. */
    private static final List<String> HANDED_ON = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.ETAG,
            "X-Content-Type-Options",
            "Content-Security-Policy");

    private final Queue queue;
    private final Readers readers;
    private final AccessTokenCredential token;
    private final URI intake;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    DocumentPage(Queue queue, Readers readers, AccessTokenCredential token, ApprovalSettings settings) {
        this.queue = queue;
        this.readers = readers;
        this.token = token;
        this.intake = settings.intakeUrl();
    }

    @GET
    @Operation(hidden = true)
    public Response download(@RestPath UUID id, @RestPath UUID document) {
        if (!readers.current().mayWatchTheQueue()) {
            return Html.page(403, Templates.problem(ProblemView.notForYou(readers.current())));
        }
        return queue.find(id, readers.caller())
                .filter(found ->
                        found.evidence().stream().anyMatch(piece -> piece.id().equals(document)))
                .map(found -> fetch(found.useCase().id(), document))
                .orElseGet(() -> Html.page(404, Templates.problem(ProblemView.noSuchCase(readers.current()))));
    }

    private Response fetch(UUID useCase, UUID document) {
        HttpRequest request = HttpRequest.newBuilder(
                        intake.resolve("/api/use-cases/" + useCase + "/documents/" + document))
                .timeout(PATIENCE)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token.getToken())
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == FOUND) {
                return handedOn(answer);
            }
            answer.body().close();
            LOG.warnf("Intake answered %d for document %s", answer.statusCode(), document);
        } catch (IOException away) {
            LOG.warnf(
                    "Intake does not answer for document %s: %s",
                    document, away.getClass().getSimpleName());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return Html.page(502, Templates.problem(ProblemView.documentIsAway(readers.current())));
    }

    private static Response handedOn(HttpResponse<InputStream> answer) {
        Response.ResponseBuilder response = Response.ok((StreamingOutput) out -> {
            try (InputStream in = answer.body()) {
                in.transferTo(out);
            }
        });
        HANDED_ON.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> response.header(name, value)));
        return response.header(HttpHeaders.CACHE_CONTROL, "private, no-store").build();
    }
}
