package studio.clearance.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.DatabaseException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.DatabaseUnavailable;
import studio.clearance.kit.db.Outages;

/** The one place where failures become {@code application/problem+json}. */
class ProblemMapping {

    private static final Logger LOG = Logger.getLogger(ProblemMapping.class);
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String RETRY_SOON_SECONDS = "2";

    @ServerExceptionMapper
    Response problem(Problem problem, UriInfo uri) {
        return answer(problem, uri);
    }

    @ServerExceptionMapper
    Response refusedByTheFramework(WebApplicationException refusal, UriInfo uri) {
        Response response = refusal.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        if (refusal.getCause() instanceof JsonProcessingException unreadable) {
            return answer(malformed(unreadable), uri);
        }
        Problem problem = ofStatus(response.getStatus());
        for (String header : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE)) {
            String value = response.getHeaderString(header);
            if (value != null) {
                problem = problem.withHeader(header, value);
            }
        }
        if (response.getStatus() >= 500) {
            LOG.error("A resource failed", refusal);
        }
        return answer(problem, uri);
    }

    @ServerExceptionMapper
    Response bodyOfAnotherForm(MismatchedInputException misfit, UriInfo uri) {
        return answer(malformed(misfit), uri);
    }

    @ServerExceptionMapper
    Response bodyThatIsNoJson(JsonProcessingException unreadable, UriInfo uri) {
        return answer(malformed(unreadable), uri);
    }

    @ServerExceptionMapper
    Response brokenConstraints(ConstraintViolationException broken, UriInfo uri) {
        List<FieldError> errors = new ArrayList<>();
        for (ConstraintViolation<?> violation : broken.getConstraintViolations()) {
            if (concernsOurAnswer(violation)) {
                return defect(broken, uri);
            }
            errors.add(new FieldError(pointer(violation.getPropertyPath()), violation.getMessage()));
        }
        errors.sort(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::detail));
        return answer(Problem.invalid(errors), uri);
    }

    @ServerExceptionMapper
    Uni<Response> nobody(UnauthorizedException unauthorized, UriInfo uri, RoutingContext context) {
        return challenge(uri, context);
    }

    @ServerExceptionMapper
    Uni<Response> notWhoTheySay(AuthenticationFailedException failed, UriInfo uri, RoutingContext context) {
        return challenge(uri, context);
    }

    @ServerExceptionMapper
    Response loginNotCompleted(AuthenticationCompletionException failed, UriInfo uri) {
        return answer(Problem.unauthorized(), uri);
    }

    @ServerExceptionMapper
    Response notTheirs(ForbiddenException forbidden, UriInfo uri) {
        return answer(Problem.forbidden("Your roles do not include this"), uri);
    }

    @ServerExceptionMapper
    Response databaseAway(DatabaseUnavailable away, UriInfo uri) {
        LOG.warnf("Answered 503: %s", away.getMessage());
        return answer(unavailable(), uri);
    }

    @ServerExceptionMapper
    Response databaseRefusal(DatabaseException refusal, UriInfo uri) {
        if (Outages.isOutage(refusal)) {
            LOG.warnf("Answered 503: the database says %s", refusal.getSqlState());
            return answer(unavailable(), uri);
        }
        return defect(refusal, uri);
    }

    @ServerExceptionMapper
    Response defect(Exception failure, UriInfo uri) {
        LOG.error("A request failed", failure);
        return answer(
                Problem.of(
                        500, "internal-error", "Something broke on our side", "It is logged; please try again later"),
                uri);
    }

    private static Problem unavailable() {
        return Problem.of(
                        503,
                        "temporarily-unavailable",
                        "Not available at the moment",
                        "Send the same request again in a few seconds, with the same Idempotency-Key if it had one")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SOON_SECONDS);
    }

    /** A page sends the browser to the login; an API says which token it wants (RFC 9110, section 11.6.1). */
    private static Uni<Response> challenge(UriInfo uri, RoutingContext context) {
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        if (authenticator == null) {
            return Uni.createFrom().item(() -> answer(Problem.unauthorized(), uri));
        }
        return authenticator.getChallenge(context).map(challenge -> answer(challenge, uri));
    }

    private static Response answer(@Nullable ChallengeData challenge, UriInfo uri) {
        if (challenge == null) {
            return answer(Problem.unauthorized(), uri);
        }
        if (challenge.status >= 300 && challenge.status < 400) {
            Response.ResponseBuilder redirect = Response.status(challenge.status);
            challenge.getHeaders().forEach((name, value) -> redirect.header(name.toString(), value));
            return redirect.build();
        }
        Problem problem = Problem.unauthorized();
        for (Map.Entry<CharSequence, String> header : challenge.getHeaders().entrySet()) {
            problem = problem.withHeader(header.getKey().toString(), header.getValue());
        }
        return answer(problem, uri);
    }

    static Response answer(Problem problem, UriInfo uri) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Json.write(problem.body(uri.getRequestUri().getRawPath())));
        problem.headers().forEach(response::header);
        return response.build();
    }

    private static Problem malformed(JsonProcessingException unreadable) {
        if (unreadable instanceof JsonMappingException misfit
                && !misfit.getPath().isEmpty()) {
            return Problem.invalid(List.of(new FieldError(pointer(misfit), saysOf(misfit))));
        }
        if (unreadable instanceof JsonMappingException) {
            return Problem.invalid(List.of(new FieldError("", "The body does not have the expected form")));
        }
        String place = unreadable.getLocation() == null
                ? ""
                : " (line " + unreadable.getLocation().getLineNr() + ", column "
                        + unreadable.getLocation().getColumnNr() + ")";
        return Problem.of(400, "malformed-json", "The body is not JSON", "The body cannot be read as JSON" + place);
    }

    private static String saysOf(JsonMappingException misfit) {
        return switch (misfit) {
            case UnrecognizedPropertyException unknown -> "There is no property " + unknown.getPropertyName() + " here";
            case MismatchedInputException other
            when other.getTargetType() != null ->
                "Not a valid " + other.getTargetType().getSimpleName().toLowerCase(Locale.ROOT);
            default -> "The value does not have the expected form";
        };
    }

    private static String pointer(JsonMappingException misfit) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference reference : misfit.getPath()) {
            pointer.append('/');
            if (reference.getFieldName() != null) {
                pointer.append(escape(reference.getFieldName()));
            } else {
                pointer.append(reference.getIndex());
            }
        }
        return pointer.toString();
    }

    private static boolean concernsOurAnswer(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return true;
            }
        }
        return false;
    }

    /** Validation paths begin with the method and the parameter; what follows points into the body. */
    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        Iterator<Path.Node> nodes = path.iterator();
        while (nodes.hasNext()) {
            Path.Node node = nodes.next();
            switch (node.getKind()) {
                case METHOD, CONSTRUCTOR, RETURN_VALUE, CROSS_PARAMETER, BEAN -> {}
                case PARAMETER -> {
                    if (!nodes.hasNext()) {
                        pointer.append('?').append(node.getName());
                    }
                }
                default -> {
                    if (node.getIndex() != null) {
                        pointer.append('/').append(node.getIndex());
                    }
                    if (node.getName() != null) {
                        pointer.append('/').append(escape(node.getName()));
                    }
                }
            }
        }
        return pointer.toString();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> Problem.of(400, "bad-request", "The request cannot be understood", "Check its parameters");
            case 401 -> Problem.unauthorized();
            case 403 -> Problem.forbidden("Your roles do not include this");
            case 404 -> Problem.notFound("No resource has this address");
            case 405 ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Not this method",
                        "The OpenAPI document at /q/openapi lists what this address understands");
            case 406 -> Problem.of(406, "not-acceptable", "No such representation", "Accept application/json or */*");
            case 413 -> Problem.of(413, "too-large", "The request is too large", "Send less at once");
            case 415 ->
                Problem.of(415, "unsupported-media-type", "Not in this format", "Send Content-Type: application/json");
            case 429 -> Problem.of(429, "too-many-requests", "Too many requests", "Wait, then try again");
            case 503 -> unavailable();
            default -> {
                Response.Status known = Response.Status.fromStatusCode(status);
                String title = known == null ? "Status " + status : known.getReasonPhrase();
                yield Problem.of(status, "http-" + status, title, title);
            }
        };
    }
}
