package studio.clearance.approval.domain;

/** What comes of asking a case for an action. */
public sealed interface Ruling {

    /** The action was taken. */
    record Taken(ReviewCase next, AuditEntry entry) implements Ruling {}

    /** Nothing to do: it is so already. */
    record Already(ReviewCase same) implements Ruling {}

    /**
     * A rule stands against it.
     *
     * @param because a sentence for whoever asked
     */
    record Refused(Rule rule, String because) implements Ruling {}
}
