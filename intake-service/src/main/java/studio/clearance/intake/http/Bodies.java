package studio.clearance.intake.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import studio.clearance.intake.IntakeSettings;
import studio.clearance.kit.Json;
import studio.clearance.kit.http.Problem;

/**
 * Has request bodies read to their end on the event loop before a virtual thread takes over. Otherwise the thread starts on
 * the headers and waits for the body under a lock that the event loop needs to deliver it, which showed as a tenth of all the
 * work of a submission.
 */
@ApplicationScoped
class Bodies {

    private static final int BEFORE_THE_RESOURCES = 0;
    private static final int TOO_LARGE = 413;

    private final long limit;
    private final BodyHandler wholly;

    Bodies(IntakeSettings settings) {
        this.limit = settings.bodyLimit().asLongValue();
        this.wholly = BodyHandler.create(false).setBodyLimit(limit);
    }

    void read(@Observes Router router) {
        router.route("/api/*").order(BEFORE_THE_RESOURCES).handler(this::read).failureHandler(this::refuse);
    }

    /** Files go to disk as they come. */
    private void read(RoutingContext request) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith("multipart/form-data")) request.next();
        else wholly.handle(request);
    }

    private void refuse(RoutingContext request) {
        if (request.statusCode() != TOO_LARGE) {
            request.next();
            return;
        }
        Problem problem = Problem.of(
                TOO_LARGE, "too-large", "The request is too large", "A body has at most " + limit + " bytes here.");
        // What is left of the body is not read any more, so the connection cannot go on.
        request.response()
                .setStatusCode(TOO_LARGE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(Json.write(problem.body(request.normalizedPath()))));
    }
}
