package studio.clearance.intake.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds to the HTTP document what follows from an operation's parameters: which of them are needed, and the refusals. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class CommonAnswers implements OASFilter {

    private static final String PROBLEM = "application/problem+json";

    @Override
    public Operation filterOperation(Operation operation) {
        Map<Integer, String> refusals = new TreeMap<>();
        refusals.put(401, "Without a valid token");
        refusals.put(403, "The caller's roles do not include this");
        for (Parameter parameter : parameters(operation)) {
            switch (parameter.getName()) {
                case "Idempotency-Key" -> {
                    parameter.setRequired(true);
                    parameter.setDescription("New for each new request, the same when one is repeated");
                    refusals.put(409, "The rules do not allow it now, or a request with this key is under way");
                }
                case "If-Match" -> {
                    parameter.setDescription("The ETag of what was read");
                    refusals.put(412, "It has changed since it was read");
                    refusals.put(428, "If-Match is missing");
                }
                default -> {}
            }
            if (parameter.getIn() == Parameter.In.QUERY) refusals.put(400, "A query parameter makes no sense");
            if (parameter.getIn() == Parameter.In.PATH)
                refusals.put(404, "It does not exist, or is not the caller's to see");
        }
        if (operation.getRequestBody() != null) {
            refusals.put(400, "The body is no JSON, or a header is missing");
            refusals.put(413, "The body is too large");
            refusals.put(422, "The body is not valid; errors says where");
        }
        refusals.forEach((status, description) ->
                operation.getResponses().addAPIResponse(String.valueOf(status), refusal(description)));
        return operation;
    }

    private static List<Parameter> parameters(Operation operation) {
        List<Parameter> parameters = operation.getParameters();
        return parameters == null ? List.of() : parameters;
    }

    private static APIResponse refusal(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                PROBLEM,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }
}
