package studio.clearance.approval.queue;

/**
 * How many cases there are, as far as it was worth counting.
 *
 * @param orMore whether counting stopped there
 */
public record Count(int number, boolean orMore) {

    static Count of(int counted, int most) {
        return counted < most ? new Count(counted, false) : new Count(most, true);
    }

    public boolean isZero() {
        return number == 0;
    }

    /** With what stands for "or more". */
    public String words(String orMore) {
        return this.orMore ? number + orMore : String.valueOf(number);
    }
}
