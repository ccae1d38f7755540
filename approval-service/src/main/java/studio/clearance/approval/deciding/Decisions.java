package studio.clearance.approval.deciding;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Docket;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.people.People;
import studio.clearance.approval.persistence.Consents;
import studio.clearance.approval.settings.ReviewPolicies;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.StoredResponse;

/** Decides cases, for the API and the pages alike. */
@ApplicationScoped
public class Decisions {

    private final Docket docket;
    private final People people;
    private final LetterOffice letters;
    private final ReviewPolicies policies;
    private final Consents consents;
    private final ObjectMapper json;

    public Decisions(
            Docket docket,
            People people,
            LetterOffice letters,
            ReviewPolicies policies,
            Consents consents,
            ObjectMapper json) {
        this.docket = docket;
        this.people = people;
        this.letters = letters;
        this.policies = policies;
        this.consents = consents;
        this.json = json;
    }

    /**
     * @param version of the case that the reviewer has read
     * @param key null when the caller guards against repetition by the version alone
     * @return 201 with a {@link Decided}
     * @throws studio.clearance.kit.http.Problem when a rule stands against it
     */
    public StoredResponse decide(
            Caller caller, UUID caseId, DecisionRequest request, long version, IdempotencyKeys.@Nullable Request key) {
        return docket.move(new Decide(
                new CaseId(caseId),
                people.viewer(caller),
                people.reviewer(caller, request.onBehalfOf()),
                request,
                version,
                key,
                letters,
                policies,
                consents,
                json));
    }
}
