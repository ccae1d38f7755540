package studio.clearance.approval.auditing;

import com.fasterxml.jackson.core.JsonGenerator;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.http.Cursor;
import studio.clearance.kit.http.Cursors;

/** For auditors: reading and checking the record, nothing else. */
@Path("/api/review-cases/audit")
@RolesAllowed("auditor")
@RunOnVirtualThread
class AuditResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final int PORTION = 1_000;

    private static final String ENTRIES = """
            select case_id, number, entry, hash, xid::text from audit_entry
            where (case_id, number) > ($1, $2) order by case_id, number limit $3""";

    private final AuditVerifier verifier;
    private final Database database;

    AuditResource(AuditVerifier verifier, Database database) {
        this.verifier = verifier;
        this.database = database;
    }

    @GET
    @Path("/verification")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "verifyAudit", summary = "Walk the whole record and name the first broken link")
    public AuditVerifier.Finding verify() {
        return verifier.verify();
    }

    @GET
    @Path("/seals")
    @Produces(NDJSON)
    @Operation(
            operationId = "exportAuditSeals",
            summary = "The signed seals over the record, one a line",
            description = "Taken before the entries, so that all they cover is in the export.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = String.class)))
    public Response seals() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Row row : database.query(StoredSeals.ALL)) {
            StoredSeal seal = StoredSeals.read(row);
            try (JsonGenerator line = Json.MAPPER.getFactory().createGenerator(lines)) {
                line.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                line.writeStartObject();
                line.writeNumberField("seal", seal.number());
                line.writeStringField("uptoXid", seal.uptoXid());
                line.writeNumberField("entries", seal.entries());
                line.writeStringField("digest", HexFormat.of().formatHex(seal.digest()));
                line.writeStringField("jws", seal.jws());
                line.writeEndObject();
            }
            lines.write('\n');
        }
        return Response.ok(lines.toByteArray()).build();
    }

    @GET
    @Produces(NDJSON)
    @Operation(
            operationId = "exportAudit",
            summary = "The record, an entry a line",
            description =
                    "In portions: the header X-Next-Cursor names the cursor of the next; none says that this was the last."
                            + " The entry stands as the text that its hash is over.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = String.class)))
    public Response export(@QueryParam("cursor") @Nullable String cursor) throws IOException {
        Cursor after = cursor == null || cursor.isBlank() ? null : Cursors.decode(cursor);
        UUID caseId = after == null ? new UUID(0, 0) : after.uuid(0);
        int number = after == null ? 0 : (int) after.number(1);
        RowSet<Row> rows = database.query(ENTRIES, caseId, number, PORTION);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Row last = null;
        for (Row row : rows) {
            try (JsonGenerator line = Json.MAPPER.getFactory().createGenerator(lines)) {
                line.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                line.writeStartObject();
                line.writeStringField("case", row.getUUID("case_id").toString());
                line.writeNumberField("number", row.getInteger("number"));
                line.writeStringField(
                        "hash", HexFormat.of().formatHex(row.getBuffer("hash").getBytes()));
                line.writeStringField("xid", row.getString("xid"));
                line.writeStringField("entry", row.getString("entry"));
                line.writeEndObject();
            }
            lines.write('\n');
            last = row;
        }
        Response.ResponseBuilder response = Response.ok(lines.toByteArray());
        if (last != null && rows.size() == PORTION) {
            response.header("X-Next-Cursor", Cursors.encode(last.getUUID("case_id"), last.getInteger("number")));
        }
        return response.build();
    }
}
