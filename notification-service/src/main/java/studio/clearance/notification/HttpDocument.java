package studio.clearance.notification;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says once, for every operation of the HTTP document, how it refuses. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class HttpDocument implements OASFilter {

    private static final String PROBLEM = "Problem";

    @Override
    public Operation filterOperation(Operation operation) {
        Map<String, String> refusals = new TreeMap<>();
        refusals.put("401", "There is no valid token");
        refusals.put("403", "The caller's roles do not include this");
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        for (Parameter parameter : parameters) {
            describe(parameter, refusals);
        }
        if (operation.getRequestBody() != null) {
            refusals.put("400", "Something is wrong with the request; errors says what and where");
            operation.getRequestBody().setRequired(null);
        }
        refusals.forEach((status, meaning) -> operation.getResponses().addAPIResponse(status, refusal(meaning)));
        return operation;
    }

    private static void describe(Parameter parameter, Map<String, String> refusals) {
        switch (parameter.getName()) {
            case "Idempotency-Key" -> {
                parameter.setRequired(true);
                parameter.setDescription("New for each new request; the same when a request is repeated");
                refusals.put("409", "A request with this key is under way, or the rules do not allow it now");
                refusals.put("422", "The key belongs to another request");
            }
            case "If-Match" -> {
                parameter.setRequired(true);
                parameter.setDescription("The ETag of the version that was read");
                refusals.put("412", "It has changed since it was read");
                refusals.put("428", "If-Match is missing");
            }
            case "cursor" -> {
                parameter.setDescription("The member next of the page before");
                refusals.put("400", "The cursor is none of ours");
            }
            case "limit" -> parameter.setDescription("How many items a page has at most");
            default -> {}
        }
        if (parameter.getIn() == Parameter.In.PATH) {
            refusals.put("404", "There is none, or it belongs to somebody else");
        }
    }

    private static APIResponse refusal(String meaning) {
        Schema problem = OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM);
        return OASFactory.createAPIResponse()
                .description(meaning)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType().schema(problem)));
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Schema error = object("One thing that is wrong with the request")
                .addProperty("pointer", text("JSON pointer into the body, or ?name of a query parameter"))
                .addProperty("detail", text("What is wrong, and what can be done"));
        Schema problem = object("A refusal, by RFC 9457")
                .addProperty("type", text("A URI that stands for this kind of refusal and never changes its meaning"))
                .addProperty("title", text("The same for every refusal of the kind"))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text("What is wrong this time, and what can be done"))
                .addProperty("instance", text("The address that was asked"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(error));
        document.getComponents().addSchema(PROBLEM, problem);
    }

    private static Schema object(String meaning) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(meaning);
    }

    private static Schema text(String meaning) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(meaning);
    }
}
