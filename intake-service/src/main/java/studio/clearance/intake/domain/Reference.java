package studio.clearance.intake.domain;

/** What people call a use case: {@code UC-} and a number that counts up. */
public record Reference(long number) {

    public Reference {
        if (number < 1) throw new IllegalArgumentException("a reference counts from 1, not from " + number);
    }

    @Override
    public String toString() {
        return "UC-" + number;
    }
}
