package studio.clearance.intake.domain;

/** What comes of a partner's wish. */
public sealed interface Decision {

    record Agreed(UseCase useCase) implements Decision {}

    record Refused(Rule rule) implements Decision {}
}
