package studio.clearance.kit.trial;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.events.Outbox;
import studio.clearance.kit.events.OutgoingEvent;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.JsonBody;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/** What a service's resources do with the kit. */
@Path("/api/trials")
@RunOnVirtualThread
public class TrialResource {

    record Trial(UUID id, String word) {}

    record NewTrial(String word, int times) {}

    private final Database database;
    private final Outbox outbox;
    private final Once once;
    private final Callers callers;

    public TrialResource(Database database, Outbox outbox, Once once, Callers callers) {
        this.database = database;
        this.outbox = outbox;
        this.once = once;
        this.callers = callers;
    }

    @POST
    @Authenticated
    public Response create(@HeaderParam("Idempotency-Key") String header, byte[] body) {
        Caller caller = callers.current();
        return once.answer(Request.post(caller, header, "/api/trials", body), tx -> {
                    Trial trial = new Trial(
                            TimeOrderedIds.next(),
                            JsonBody.object(body).path("word").asText());
                    byte[] json = Json.write(trial);
                    outbox.append(tx, List.of(OutgoingEvent.of("Tried", 1, trial.id(), Instant.now(), json)));
                    return StoredResponse.json(201, "/api/trials/" + trial.id(), ETags.of(1), json);
                })
                .toResponse();
    }

    @POST
    @Path("/typed")
    @Consumes(MediaType.APPLICATION_JSON)
    public String typed(NewTrial trial) {
        return trial.word();
    }

    @PUT
    @Path("/{id}")
    public void change(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        ETags.requireMatch(ifMatch, 7);
    }

    @GET
    @Path("/caller")
    @Authenticated
    public String caller() {
        Caller caller = callers.current();
        return caller.subject() + " " + caller.partnerId() + " " + caller.roles();
    }

    @GET
    @Path("/for-legal")
    @RolesAllowed("legal-reviewer")
    public String forLegal() {
        return "for legal";
    }

    @GET
    @Path("/problem")
    public String problem() {
        throw Problem.of(409, "already-decided", "This case is decided", "Look at its decision")
                .with("decision", "GRANTED");
    }

    @GET
    @Path("/defect")
    public String defect() {
        throw new IllegalStateException("secret detail");
    }

    @GET
    @Path("/refused-by-the-database")
    public String refused() {
        return database.query("select pg_terminate_backend(pg_backend_pid())").toString();
    }

    @GET
    @Path("/violation")
    public String violation() {
        throw new ConstraintViolationException("broken", Set.of());
    }

    @GET
    @Path("/page")
    @Produces(MediaType.TEXT_HTML)
    public String page() {
        return "<!doctype html><title>Trial</title>";
    }

    @POST
    @Path("/page")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public String form() {
        return "<!doctype html><title>Done</title>";
    }
}
