package studio.clearance.triage.http;

import java.util.Locale;
import studio.clearance.kit.http.Problem;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.PolicyVersion.Change;
import studio.clearance.triage.domain.lifecycle.Refusal;

/** What the rules of the life cycle look like on the wire. */
public final class Refusals {

    private Refusals() {}

    /** @throws Problem when a rule said no */
    public static PolicyVersion made(Change change) {
        return switch (change) {
            case Change.Made made -> made.version();
            case Change.Refused refused -> throw problem(refused.rule());
        };
    }

    public static Problem problem(Refusal rule) {
        return Problem.of(status(rule), slug(rule), title(rule), rule.says());
    }

    public static Problem noSuchVersion() {
        return Problem.notFound("There is no such version of the policy, or it is a draft that you may not read.");
    }

    /** The draft changed between the reading and the writing of one request. */
    public static Problem changedMeanwhile() {
        return Problem.of(
                412,
                "precondition-failed",
                "It has changed since you read it",
                "Somebody changed, withdrew or published this version meanwhile. Read it again.");
    }

    private static int status(Refusal rule) {
        return switch (rule) {
            case ONLY_THE_AUTHOR_EDITS, PUBLISHER_IS_NOT_THE_AUTHOR -> 403;
            case TAKES_EFFECT_AFTER_PUBLICATION -> 422;
            case A_PUBLISHED_VERSION_NEVER_CHANGES,
                    A_WITHDRAWN_DRAFT_STAYS_WITHDRAWN,
                    ONLY_A_VALID_TEXT_IS_REPLAYED,
                    ONLY_A_REPLAYED_TEXT_IS_PUBLISHED,
                    REPLAYED_AGAINST_WHAT_IT_TAKES_OVER_FROM,
                    CHANGED_OUTCOMES_ARE_CONFIRMED -> 409;
        };
    }

    private static String slug(Refusal rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String title(Refusal rule) {
        String words = rule.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
