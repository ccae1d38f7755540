package studio.clearance.intake.http;

import java.util.List;
import java.util.Set;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Problem;

/** Which use cases and productions a caller sees. What is not seen does not exist. */
public sealed interface Sight {

    Set<String> OF_ALL = Set.of("legal-reviewer", "labour-reviewer", "auditor", "admin");

    /** Its own. */
    record Partners(PartnerId partner) implements Sight {}

    /** Those of the productions they are the contact of. */
    record Contacts(String username) implements Sight {}

    record Everything() implements Sight {}

    /**
     * The condition that keeps a query to what is seen, over {@code use_case u} and {@code production o}.
     *
     * @param parameters of the query, to which the condition's own are added
     */
    default String sql(List<Object> parameters) {
        return switch (this) {
            case Partners its ->
                " and u.partner_id = " + next(parameters, its.partner().value());
            case Contacts theirs -> " and o.contact_username = " + next(parameters, theirs.username());
            case Everything all -> "";
        };
    }

    private static String next(List<Object> parameters, Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    /** @throws Problem 403 when none of the caller's roles sees anything here */
    static Sight of(Caller caller) {
        // A token of a partner sees as that partner, whatever other roles someone may have given it.
        if (caller.partnerId() != null) return new Partners(partner(caller));
        if (caller.roles().stream().anyMatch(OF_ALL::contains)) return new Everything();
        if (caller.is("contact")) return new Contacts(caller.username());
        throw Problem.forbidden(
                "Use cases are seen by their partner, the production's studio contact and the reviewers.");
    }

    /** @throws Problem 403 when the caller is no partner */
    static PartnerId partner(Caller caller) {
        try {
            return new PartnerId(caller.partner());
        } catch (IllegalArgumentException noPartnersId) {
            throw Problem.forbidden("The partner that your token names cannot be one (claim partner_id).");
        }
    }
}
