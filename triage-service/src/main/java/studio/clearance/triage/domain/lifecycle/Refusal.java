package studio.clearance.triage.domain.lifecycle;

/** A rule that says no to a change of a policy version. */
public enum Refusal {
    ONLY_THE_AUTHOR_EDITS("Somebody else wrote this draft. Start a draft of your own from its text."),
    A_PUBLISHED_VERSION_NEVER_CHANGES("This version is published. Start a new draft to change the policy."),
    A_WITHDRAWN_DRAFT_STAYS_WITHDRAWN("This draft was withdrawn. Start a new one."),
    ONLY_A_VALID_TEXT_IS_REPLAYED("The text has problems. Mend them first: the draft lists each with its line."),
    ONLY_A_REPLAYED_TEXT_IS_PUBLISHED(
            "Nobody has seen yet what this text would change. Let its replay complete, then publish."),
    REPLAYED_AGAINST_WHAT_IT_TAKES_OVER_FROM(
            "The replay compared it with another policy than the one it would take over from. Replay it against that one."),
    PUBLISHER_IS_NOT_THE_AUTHOR("You wrote this version, so someone else publishes it."),
    TAKES_EFFECT_AFTER_PUBLICATION("A policy cannot take effect in the past."),
    CHANGED_OUTCOMES_ARE_CONFIRMED(
            "It changes past outcomes. Confirm how many, as the replay counted them, in changedOutcomes.");

    private final String says;

    Refusal(String says) {
        this.says = says;
    }

    /** For the person who was refused: what is in the way and what to do. */
    public String says() {
        return says;
    }
}
