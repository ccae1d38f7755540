package studio.clearance.notification.endpoints;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.sqlclient.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys.Request;
import studio.clearance.kit.http.Once;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;
import studio.clearance.notification.Settings;
import studio.clearance.notification.domain.EventFilter;
import studio.clearance.notification.persistence.EndpointRegistry;
import studio.clearance.notification.persistence.Scope;
import studio.clearance.notification.persistence.WebhookSecrets;
import studio.clearance.notification.vault.SecretVault;
import studio.clearance.notification.vault.SigningSecret;

/** Where secrets are made: registering an endpoint and rotating its secret. Each is shown in one answer and never again. */
@Path("/api/webhook-endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhook endpoints")
@RunOnVirtualThread
class SecretResource {

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);
    private static final int MOST_ENDPOINTS = 20;

    private final EndpointRegistry registry;
    private final WebhookSecrets secrets;
    private final SecretVault vault;
    private final Once once;
    private final SealedAnswers answers;
    private final EndpointChecks checks;
    private final Callers callers;
    private final Clock clock;
    private final Duration usualOverlap;

    SecretResource(
            EndpointRegistry registry,
            WebhookSecrets secrets,
            SecretVault vault,
            Once once,
            SealedAnswers answers,
            EndpointChecks checks,
            Callers callers,
            Clock clock,
            Settings settings) {
        this.registry = registry;
        this.secrets = secrets;
        this.vault = vault;
        this.once = once;
        this.answers = answers;
        this.checks = checks;
        this.callers = callers;
        this.clock = clock;
        this.usualOverlap = settings.webhooks().rotationOverlap();
    }

    @POST
    @RolesAllowed("partner")
    @Operation(summary = "Register an endpoint; the answer holds its secret, this once")
    @APIResponse(
            responseCode = "201",
            description = "The endpoint with its secret",
            content = @Content(schema = @Schema(implementation = EndpointForm.Registered.class)))
    public Response register(@HeaderParam("Idempotency-Key") @Nullable String key, EndpointForm.@Nullable New form) {
        Caller caller = callers.current();
        EndpointForm.New wanted = form == null ? new EndpointForm.New(null, null, null, null) : form;
        List<FieldError> errors = errors(wanted);
        Request request = Request.post(caller, key, "/api/webhook-endpoints", Json.write(wanted));
        return once.answer(request, answers, tx -> {
                    EndpointChecks.refuse(errors);
                    return register(tx, caller.partner(), wanted);
                })
                .toResponse();
    }

    private List<FieldError> errors(EndpointForm.New form) {
        List<FieldError> errors =
                new ArrayList<>(checks.errors(form.url(), form.description(), form.events(), form.noticeEmail()));
        if (form.url() == null || form.url().isBlank()) {
            errors.addFirst(new FieldError("/url", "Say where webhooks are to go."));
        }
        return errors;
    }

    private StoredResponse register(Transaction tx, String partnerId, EndpointForm.New form) {
        UUID id = TimeOrderedIds.next();
        UUID secretId = TimeOrderedIds.next();
        SigningSecret secret = SigningSecret.random();
        EventFilter filter = form.events() == null ? EventFilter.ALL : new EventFilter(form.events());
        String url = form.url() == null ? "" : form.url().strip();
        String description = form.description() == null ? "" : form.description();
        String noticeEmail = form.noticeEmail() == null || form.noticeEmail().isEmpty() ? null : form.noticeEmail();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean added =
                registry.add(tx, id, partnerId, url, description, filter.wanted(), noticeEmail, now, MOST_ENDPOINTS);
        if (!added) {
            throw Problem.of(
                    409,
                    "too-many-endpoints",
                    "You have as many endpoints as can be",
                    "Remove one of your " + MOST_ENDPOINTS + " endpoints first");
        }
        tx.last(secrets.add(secretId, id, vault.seal(secretId, secret), secret.publicKey()));
        EndpointForm.Registered registered = new EndpointForm.Registered(
                id,
                partnerId,
                url,
                description,
                filter.wanted(),
                noticeEmail,
                EndpointForm.Status.ENABLED,
                new EndpointForm.Health(EndpointForm.State.HEALTHY, null, null, null),
                now,
                secret.shared(),
                secret.publicKey());
        return StoredResponse.json(201, "/api/webhook-endpoints/" + id, ETags.of(1), Json.write(registered));
    }

    @GET
    @Path("/{id}/secrets")
    @RolesAllowed({"partner", "admin", "auditor"})
    @Operation(summary = "Which secrets deliveries are signed with: public keys and dates, never a secret")
    @APIResponse(
            responseCode = "200",
            description = "The secrets that are valid now, the newest first",
            content = @Content(schema = @Schema(implementation = EndpointForm.Secrets.class)))
    public EndpointForm.Secrets secrets(@PathParam("id") UUID id) {
        if (!registry.isPresent(Scope.of(callers.current()), id)) {
            throw EndpointResource.notFound();
        }
        List<EndpointForm.Secret> valid = new ArrayList<>();
        for (Row row : secrets.described(id)) {
            OffsetDateTime expires = row.getOffsetDateTime(3);
            valid.add(new EndpointForm.Secret(
                    row.getUUID(0),
                    row.getString(1),
                    row.getOffsetDateTime(2).toInstant(),
                    expires == null ? null : expires.toInstant()));
        }
        return new EndpointForm.Secrets(valid);
    }

    @POST
    @Path("/{id}/secrets")
    @RolesAllowed("partner")
    @Operation(summary = "Rotate the secret; the answer holds the new one, this once")
    @APIResponse(
            responseCode = "201",
            description = "The new secret, and until when deliveries are signed with the former one too",
            content = @Content(schema = @Schema(implementation = EndpointForm.Rotated.class)))
    public Response rotate(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            EndpointForm.@Nullable Rotation form) {
        Caller caller = callers.current();
        EndpointForm.Rotation wanted = form == null ? new EndpointForm.Rotation(null) : form;
        Request request = Request.post(caller, key, "/api/webhook-endpoints/" + id + "/secrets", Json.write(wanted));
        return once.answer(request, answers, tx -> rotate(tx, Scope.of(caller), id, overlap(wanted)))
                .toResponse();
    }

    private Duration overlap(EndpointForm.Rotation rotation) {
        if (rotation.overlap() == null) {
            return usualOverlap;
        }
        try {
            Duration overlap = Duration.parse(rotation.overlap());
            if (!overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0) {
                return overlap;
            }
        } catch (DateTimeException notADuration) {
            // Said below, with the form that is expected.
        }
        throw Problem.invalid(List.of(
                new FieldError("/overlap", "An ISO 8601 duration from PT0S to P7D, for instance PT24H for a day.")));
    }

    private StoredResponse rotate(Transaction tx, Scope scope, UUID id, Duration overlap) {
        if (!registry.touch(tx, scope, id)) {
            throw EndpointResource.notFound();
        }
        UUID secretId = TimeOrderedIds.next();
        SigningSecret secret = SigningSecret.random();
        secrets.retire(tx, id, overlap);
        tx.last(secrets.add(secretId, id, vault.seal(secretId, secret), secret.publicKey()));
        EndpointForm.Rotated rotated = new EndpointForm.Rotated(
                secretId, secret.shared(), secret.publicKey(), clock.instant().plus(overlap));
        return StoredResponse.json(201, "/api/webhook-endpoints/" + id + "/secrets", null, Json.write(rotated));
    }
}
