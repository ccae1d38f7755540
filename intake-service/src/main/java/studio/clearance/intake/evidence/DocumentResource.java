package studio.clearance.intake.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.http.Page;
import studio.clearance.intake.http.Refusals;
import studio.clearance.intake.http.Sight;
import studio.clearance.intake.http.Submitters;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.Problem;

@Path("/api/use-cases")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
class DocumentResource {

    private static final long LARGEST = 20L << 20;
    private static final int LONGEST_NAME = 200;
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[\\p{Cntrl}/\\\\]");
    private static final Pattern REQUIREMENT = Pattern.compile("[a-z0-9_]{1,64}");

    private final Callers callers;
    private final AttachDocumentHandler handler;
    private final Documents documents;
    private final Clock clock;

    DocumentResource(Callers callers, AttachDocumentHandler handler, Documents documents, Clock clock) {
        this.callers = callers;
        this.handler = handler;
        this.documents = documents;
        this.clock = clock;
    }

    @POST
    @Path("/{id}/documents")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed("partner")
    @Operation(
            summary = "Attach a document that shows what was declared",
            description = "PDF, PNG, JPEG or DOCX without macros, at most 20 MiB. It stays inside the studio.")
    @Tag(name = "use cases")
    @APIResponse(
            responseCode = "201",
            description = "Attached",
            content = @Content(schema = @Schema(implementation = Document.class)))
    public Response attach(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @RestForm("file") @Nullable FileUpload file,
            @RestForm("shows") @Nullable String shows) {
        Caller caller = callers.current();
        String key = IdempotencyKeys.require(idempotencyKey);
        if (file == null) throw Problem.invalidContent(List.of(new FieldError("/file", "A file is needed.")));
        if (shows != null && !REQUIREMENT.matcher(shows).matches()) {
            throw Problem.invalidContent(List.of(new FieldError("/shows", "The id of a requirement is expected.")));
        }
        if (file.size() > LARGEST) {
            throw Problem.of(413, "too-large", "The request is too large", "A document has at most 20 MiB.");
        }
        String name = name(file);
        String sha256 = sha256(file.uploadedFile());
        byte[] asked = (name + "\n" + shows + "\n" + sha256).getBytes(UTF_8);
        Request request =
                new Request(caller, key, IdempotencyKeys.hash("POST", "/api/use-cases/" + id + "/documents", asked));
        return handler.handle(new AttachDocument(
                        request,
                        new UseCaseId(id),
                        Sight.partner(caller),
                        file.uploadedFile(),
                        name,
                        type(file.uploadedFile()),
                        file.size(),
                        sha256,
                        shows,
                        Submitters.of(caller),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .toResponse();
    }

    @GET
    @Path("/{id}/documents")
    @Operation(summary = "List what is attached")
    @Tag(name = "use cases")
    public Page<Document> list(@PathParam("id") UUID id) {
        List<Document> found =
                documents.of(Sight.of(callers.current()), new UseCaseId(id)).orElseThrow(Refusals::noSuchUseCase);
        return new Page<>(found, null);
    }

    @GET
    @Path("/{id}/documents/{document}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Download a document")
    @Tag(name = "use cases")
    @APIResponse(responseCode = "200", description = "Its content; the ETag is its SHA-256")
    public Response download(@PathParam("id") UUID id, @PathParam("document") UUID document) {
        Document found = documents
                .one(Sight.of(callers.current()), new UseCaseId(id), document)
                .orElseThrow(Refusals::noSuchUseCase);
        String name = URLEncoder.encode(found.name(), UTF_8).replace("+", "%20");
        // A partner's file is shown by no browser of a reviewer as part of this site.
        return Response.ok((StreamingOutput) out -> documents.write(found, out), found.mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, found.size())
                .header(HttpHeaders.ETAG, '"' + found.sha256() + '"')
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + name)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    private static String name(FileUpload file) {
        String given = file.fileName() == null ? "" : file.fileName().strip();
        String name = NOT_IN_A_NAME
                .matcher(given.substring(given.replace('\\', '/').lastIndexOf('/') + 1))
                .replaceAll("");
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw Problem.invalidContent(
                    List.of(new FieldError("/file", "The file needs a name of at most 200 characters.")));
        }
        return name;
    }

    private static DocumentType type(java.nio.file.Path file) {
        try {
            return DocumentType.of(file)
                    .orElseThrow(() -> Problem.of(
                            415,
                            "unsupported-document",
                            "This kind of file is not taken",
                            "Send a PDF, a PNG, a JPEG or a DOCX without macros; the content decides, not the name."));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha256(java.nio.file.Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
