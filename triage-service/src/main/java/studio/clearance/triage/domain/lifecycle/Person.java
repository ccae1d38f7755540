package studio.clearance.triage.domain.lifecycle;

/** Who did something, by the subject of the token; the name is for people to read. */
public record Person(String subject, String name) {

    /** The author of the policy that comes with the software. */
    public static final Person BUNDLED = new Person("system:bundled-policy", "Clearance");

    /** Whoever installs a fresh system; it publishes the bundled policy, so that triage can begin without people. */
    public static final Person INSTALLATION = new Person("system:installation", "the installation");

    boolean is(Person other) {
        return subject.equals(other.subject);
    }
}
