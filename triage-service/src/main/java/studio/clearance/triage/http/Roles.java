package studio.clearance.triage.http;

/** The roles of the realm, as the endpoints name them. */
public final class Roles {

    public static final String PARTNER = "partner";
    public static final String CONTACT = "contact";
    public static final String LEGAL = "legal-reviewer";
    public static final String LABOUR = "labour-reviewer";
    public static final String POLICY_OWNER = "policy-owner";
    public static final String AUDITOR = "auditor";
    public static final String ADMIN = "admin";

    private Roles() {}
}
