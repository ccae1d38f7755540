package studio.clearance.kit.http;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal as RFC 9457 describes it. Thrown anywhere below a resource it becomes the {@code application/problem+json}
 * answer. It has no stack trace: it is an answer, not a defect.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String TYPES = "https://clearance.studio/problems/";

    private final int status;
    private final URI type;
    private final String title;
    private final String detail;
    private final transient Map<String, Object> members;
    private final transient Map<String, String> headers;

    private Problem(
            int status,
            URI type,
            String title,
            String detail,
            Map<String, Object> members,
            Map<String, String> headers) {
        super(status + " " + title + ": " + detail, null, false, false);
        this.status = status;
        this.type = type;
        this.title = title;
        this.detail = detail;
        this.members = members;
        this.headers = headers;
    }

    /**
     * A problem of a named kind.
     *
     * @param type slug; the type URI is {@code https://clearance.studio/problems/<slug>} and never changes its meaning
     * @param title the same for every problem of the type
     * @param detail what is wrong this time and what the caller can do
     */
    public static Problem of(int status, String type, String title, String detail) {
        return new Problem(status, URI.create(TYPES + type), title, detail, Map.of(), Map.of());
    }

    /** The request's content breaks rules; each error says where. */
    public static Problem invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().detail()
                : errors.size() + " things are wrong with the request; see errors";
        return of(400, "invalid-request", "The request is not valid", detail).with("errors", errors);
    }

    /** The content was understood and says what cannot be; each error says where. */
    public static Problem invalidContent(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().detail()
                : errors.size() + " things in the body are not right; each is named in errors.";
        return of(422, "invalid-content", "The content is not valid", detail).with("errors", errors);
    }

    public static Problem notFound(String detail) {
        return of(404, "not-found", "There is nothing here", detail);
    }

    public static Problem forbidden(String detail) {
        return of(403, "forbidden", "You may not do this", detail);
    }

    public static Problem unauthorized() {
        return of(401, "unauthorized", "Who are you?", "Send a valid bearer token in the Authorization header");
    }

    /** The same problem with one more member. */
    public Problem with(String member, Object value) {
        return new Problem(status, type, title, detail, plus(members, member, value), headers);
    }

    /** The same problem with one more response header. */
    public Problem withHeader(String header, String value) {
        return new Problem(status, type, title, detail, members, plus(headers, header, value));
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }

    public int status() {
        return status;
    }

    public URI type() {
        return type;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    public Map<String, Object> members() {
        return members;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The body, member by member in the order of RFC 9457, section 3.1. */
    public Map<String, Object> body(String instance) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type.toString());
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.put("instance", instance);
        body.putAll(members);
        return body;
    }
}
