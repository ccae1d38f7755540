package studio.clearance.triage.replaying;

import static studio.clearance.triage.http.Roles.ADMIN;
import static studio.clearance.triage.http.Roles.AUDITOR;
import static studio.clearance.triage.http.Roles.POLICY_OWNER;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.Cursors;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.JsonBody;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.lifecycle.Person;
import studio.clearance.triage.persistence.Replay;
import studio.clearance.triage.persistence.Replays;
import studio.clearance.triage.persistence.Replays.ChangedCase;
import studio.clearance.triage.persistence.Replays.Selection;

/** What a version would change: the replay of it, its progress and its findings. */
@Path("/api/policies/{version}/replay")
@Tag(name = "Replay")
@Produces(MediaType.APPLICATION_JSON)
class ReplayResource {

    private static final int MOST = 500;

    private final StartReplayHandler start;
    private final ReplayWorker worker;
    private final Replays replays;
    private final ChangesTable table;
    private final Once once;
    private final Callers callers;

    ReplayResource(
            StartReplayHandler start,
            ReplayWorker worker,
            Replays replays,
            ChangesTable table,
            Once once,
            Callers callers) {
        this.start = start;
        this.worker = worker;
        this.replays = replays;
        this.table = table;
        this.once = once;
        this.callers = callers;
    }

    @POST
    @RolesAllowed(POLICY_OWNER)
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            operationId = "startReplay",
            summary = "Try a version on everything declared so far",
            description =
                    "Runs in the background over the declarations stored now. Its result is what publication asks for.")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = ReplayOrder.class)))
    @APIResponse(
            responseCode = "202",
            description = "It has begun; Location leads to its progress",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    @APIResponse(responseCode = "409", description = "The text has problems, or a replay of it is running")
    public Response start(
            String version,
            @Parameter(required = true) @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            byte @Nullable [] body) {
        Caller caller = callers.current();
        byte[] content = body == null ? new byte[0] : body;
        String path = "/api/policies/" + version + "/replay";
        return once.answer(Request.post(caller, idempotencyKey, path, content), tx -> {
                    Replay replay =
                            start.start(tx, new Person(caller.subject(), caller.name()), version, against(content));
                    return StoredResponse.json(202, path, null, Json.write(ReplayView.of(replay, null)));
                })
                .toResponse();
    }

    @GET
    @RolesAllowed({POLICY_OWNER, AUDITOR, ADMIN})
    @RunOnVirtualThread
    @Operation(operationId = "replay", summary = "The last replay of a version: its progress, or what it found")
    public ReplayView replay(String version) {
        return view(last(version));
    }

    @POST
    @Path("/cancellation")
    @RolesAllowed(POLICY_OWNER)
    @RunOnVirtualThread
    @Operation(
            operationId = "cancelReplay",
            summary = "Stop a running replay",
            description = "What it has found so far stays, and it can be resumed.")
    @APIResponse(
            responseCode = "200",
            description = "It is cancelled",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    @APIResponse(responseCode = "409", description = "It does not run")
    public ReplayView cancel(String version) {
        Replay replay = last(version);
        if (!replays.cancel(replay.id()) && last(version).state() != Replay.State.CANCELLED) {
            throw Problem.of(
                    409,
                    "replay-not-running",
                    "The replay does not run",
                    "It has ended already; read it for its result.");
        }
        return view(last(version));
    }

    @POST
    @Path("/resumption")
    @RolesAllowed(POLICY_OWNER)
    @RunOnVirtualThread
    @Operation(operationId = "resumeReplay", summary = "Go on with a cancelled or failed replay where it stopped")
    @APIResponse(
            responseCode = "200",
            description = "It goes on",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    @APIResponse(
            responseCode = "409",
            description = "There is nothing to resume, or another replay of the version runs")
    public ReplayView resume(String version) {
        Replay replay = last(version);
        if (!replays.resume(replay.id()) && last(version).state() != Replay.State.RUNNING) {
            throw Problem.of(
                    409,
                    "replay-not-resumable",
                    "There is nothing to resume",
                    "The replay has completed. Start another one to try the version again.");
        }
        worker.wake();
        return view(last(version));
    }

    @GET
    @Path("/changes")
    @RolesAllowed({POLICY_OWNER, AUDITOR, ADMIN})
    @RunOnVirtualThread
    @Operation(
            operationId = "replayChanges",
            summary = "The cases whose outcome would change, in the order of their arrival")
    public ChangedCaseView.Page changes(
            String version,
            @QueryParam("from") @Nullable Outcome from,
            @QueryParam("to") @Nullable Outcome to,
            @Parameter(description = "Only cases for which this clause makes the difference")
                    @QueryParam("clause")
                    @Nullable
                    String clause,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(schema = @Schema(minimum = "1", maximum = "500", defaultValue = "50"))
                    @QueryParam("limit")
                    @DefaultValue("50")
                    int limit) {
        int size = Math.clamp(limit, 1, MOST);
        List<ChangedCase> found = replays.changes(
                last(version).id(),
                selection(from, to, clause),
                cursor == null ? 0 : Cursors.decode(cursor).number(0),
                size + 1);
        List<ChangedCaseView> items =
                found.stream().limit(size).map(ChangedCaseView::of).toList();
        String next =
                found.size() > size ? Cursors.encode(found.get(size - 1).found().seq()) : null;
        return new ChangedCaseView.Page(items, next);
    }

    @GET
    @Path("/changes.csv")
    @Produces(ChangesTable.TYPE)
    @RolesAllowed({POLICY_OWNER, AUDITOR, ADMIN})
    @RunOnVirtualThread
    @Operation(operationId = "replayChangesCsv", summary = "The same as a table for spreadsheets, all of it")
    @APIResponse(
            responseCode = "200",
            description = "RFC 4180, with a head",
            content = @Content(mediaType = "text/csv"))
    public Response changesCsv(
            String version,
            @QueryParam("from") @Nullable Outcome from,
            @QueryParam("to") @Nullable Outcome to,
            @QueryParam("clause") @Nullable String clause) {
        return table.download(last(version), selection(from, to, clause));
    }

    private Replay last(String version) {
        return replays.latest(version)
                .orElseThrow(() -> Problem.notFound("No version of this name has been replayed."));
    }

    private ReplayView view(Replay replay) {
        return ReplayView.of(replay, replay.state() == Replay.State.COMPLETED ? replays.openCases(replay.id()) : null);
    }

    private static Selection selection(@Nullable Outcome from, @Nullable Outcome to, @Nullable String clause) {
        return new Selection(from == null ? null : from.name(), to == null ? null : to.name(), clause);
    }

    private static @Nullable String against(byte[] body) {
        JsonNode against = body.length == 0 ? null : JsonBody.object(body).get("against");
        return against == null || against.isNull() ? null : against.asText();
    }

    @Schema(name = "ReplayOrder")
    record ReplayOrder(
            @Schema(description = "The published version to compare with; the one in force when absent") @Nullable
            String against) {}
}
