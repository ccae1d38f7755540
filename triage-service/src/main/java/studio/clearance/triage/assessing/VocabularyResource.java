package studio.clearance.triage.assessing;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import studio.clearance.triage.vocabulary.Vocabulary;

/** The facts a declaration is made of, for portals that build their form from them. */
@Path("/api/vocabulary")
@Tag(name = "Vocabulary")
class VocabularyResource {

    private static final int FRESH_SECONDS = (int) TimeUnit.MINUTES.toSeconds(5);

    private final byte[] schema;
    private final EntityTag tag;

    VocabularyResource(Vocabulary vocabulary) {
        this.schema = vocabulary.schema();
        this.tag = new EntityTag(vocabulary.sha256());
    }

    @GET
    @Authenticated
    @Produces({MediaType.APPLICATION_JSON, "application/schema+json"})
    @Operation(
            operationId = "vocabulary",
            summary = "The facts, as JSON Schema",
            description =
                    "JSON Schema 2020-12 of a declaration, with each fact's question, help and the condition under which it is asked. Changes only with a release: send If-None-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The schema of a declaration",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .OBJECT)))
    @APIResponse(responseCode = "304", description = "You have it already")
    public Response vocabulary(@Context Request request) {
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        CacheControl cache = new CacheControl();
        cache.setPrivate(true);
        cache.setMaxAge(FRESH_SECONDS);
        return (known == null ? Response.ok(schema) : known)
                .tag(tag)
                .cacheControl(cache)
                .build();
    }
}
