package studio.clearance.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON pointer (RFC 6901) into the request body; empty for the whole; {@code ?name} for a query parameter
 * @param detail a sentence a person can act on
 * @param suggestion what was probably meant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(
        String pointer, String detail, @Nullable String suggestion) {

    public FieldError(String pointer, String detail) {
        this(pointer, detail, null);
    }
}
