package studio.clearance.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import studio.clearance.kit.Json;

/**
 * Has request bodies read to their end on the event loop before a virtual thread takes over. Otherwise the thread starts on
 * the headers and waits for the body under a lock that the event loop needs to deliver it, which showed as a tenth of all the
 * work of a submission.
 */
@ApplicationScoped
class WholeBodies {

    private static final int BEFORE_THE_RESOURCES = 0;
    private static final int TOO_LARGE = 413;

    private final long limit;
    private final BodyHandler wholly;

    WholeBodies(BodySettings settings) {
        this.limit = settings.bodyLimit().asLongValue();
        this.wholly = BodyHandler.create(false).setBodyLimit(limit);
    }

    void read(@Observes Router router) {
        router.route("/api/*")
                .order(BEFORE_THE_RESOURCES)
                .handler(this::read)
                .handler(WholeBodies::sayThatItIsEmpty)
                .failureHandler(this::refuse);
    }

    /** Files go to disk as they come. */
    private void read(RoutingContext request) {
        if (isAFormWithFiles(request)) {
            request.next();
        } else {
            wholly.handle(request);
        }
    }

    /** Of a request without a body nothing more will come; a resource that wants one would wait for it until it times out. */
    private static void sayThatItIsEmpty(RoutingContext request) {
        if (request.body().buffer() == null && !isAFormWithFiles(request)) {
            ((RoutingContextInternal) request).setBody(Buffer.buffer());
        }
        request.next();
    }

    private static boolean isAFormWithFiles(RoutingContext request) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("multipart/form-data");
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
