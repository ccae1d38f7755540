package studio.clearance.triage.http;

import java.util.Set;

/** The roles of the realm, as the endpoints name them. */
public final class Roles {

    public static final String PARTNER = "partner";
    public static final String CONTACT = "contact";
    public static final String LEGAL = "legal-reviewer";
    public static final String LABOUR = "labour-reviewer";
    public static final String POLICY_OWNER = "policy-owner";
    public static final String AUDITOR = "auditor";
    public static final String ADMIN = "admin";

    /** The studio's own people, who see what is not published yet and what partners declared. */
    public static final Set<String> STUDIO = Set.of(CONTACT, LEGAL, LABOUR, POLICY_OWNER, AUDITOR, ADMIN);

    private Roles() {}
}
