package studio.clearance.intake.domain;

/** The rules a partner can run into after a use case was declared. */
public enum Rule {
    A_WITHDRAWN_USE_CASE_STAYS_WITHDRAWN(
            "This use case was withdrawn. Declare the use again if it is wanted after all."),
    A_REVISION_CHANGES_SOMETHING("These are the words that already stand. Send a revision when something has changed."),
    ONLY_THE_OPEN_QUESTION_IS_ANSWERED(
            "No reviewer is waiting for this answer: the question was answered, decided without, or asked about an earlier revision."),
    A_USE_CASE_HAS_FIFTY_DOCUMENTS_AT_MOST("Fifty documents are attached already. Put several pages into one file.");

    private final String says;

    Rule(String says) {
        this.says = says;
    }

    public String says() {
        return says;
    }
}
