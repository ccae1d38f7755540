package studio.clearance.notification.records;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.Cursors;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;
import studio.clearance.notification.persistence.DeliveryRecords;
import studio.clearance.notification.persistence.Scope;

/** Did they get it? */
@Path("/api/notifications")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Notifications")
@RunOnVirtualThread
class NotificationResource {

    private static final int LONGEST_PAGE = 200;
    private static final String DEFAULT_PAGE = "50";

    private final DeliveryRecords records;
    private final Callers callers;

    NotificationResource(DeliveryRecords records, Callers callers) {
        this.records = records;
        this.callers = callers;
    }

    @GET
    @RolesAllowed({"partner", "contact", "legal-reviewer", "labour-reviewer", "auditor", "admin"})
    @Operation(
            summary =
                    "What was told to whom about a use case, the newest first; of others' use cases a partner sees none")
    public NotificationForm.Page list(
            @Parameter(required = true) @QueryParam("useCaseId") @Nullable UUID useCase,
            @QueryParam("limit") @DefaultValue(DEFAULT_PAGE) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (useCase == null) {
            throw Problem.invalid(List.of(new FieldError("?useCaseId", "Say which use case: ?useCaseId=…")));
        }
        Scope scope = Scope.of(callers.current());
        int most = Math.clamp(limit, 1, LONGEST_PAGE);
        UUID before = cursor == null ? null : Cursors.decode(cursor).uuid(0);
        List<DeliveryRecords.Told> found = records.told(scope, useCase, before, most + 1);
        List<NotificationForm> items = found.stream()
                .limit(most)
                .map(told -> NotificationForm.of(told, scope))
                .toList();
        String next = found.size() > most ? Cursors.encode(items.getLast().deliveryId()) : null;
        return new NotificationForm.Page(items, next);
    }
}
