package studio.clearance.triage.pages;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers of pages. */
final class Html {

    private Html() {}

    static Response page(int status, TemplateInstance template) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(template.render())
                .build();
    }

    /** After something was done: what is shown next has an address of its own, and reloading it does nothing again. */
    static Response goTo(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
