package studio.clearance.triage.policy.evaluation;

/** The value of a condition: true, false, or unknown and then which atoms keep it so. */
public final class Truth {
    public static final Truth TRUE = new Truth(new int[0]);
    public static final Truth FALSE = new Truth(new int[0]);

    private final int[] openAtoms;

    private Truth(int[] openAtoms) {
        this.openAtoms = openAtoms;
    }

    static Truth unknown(int[] openAtoms) {
        return new Truth(openAtoms);
    }

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public boolean isUnknown() {
        return this != TRUE && this != FALSE;
    }

    /** The unknown atoms the value hangs on; none when it is known. */
    int[] openAtoms() {
        return openAtoms;
    }

    /** The same value, whatever kept it unknown. */
    public boolean sameAs(Truth other) {
        return this == other || isUnknown() && other.isUnknown();
    }

    byte asState() {
        return this == TRUE ? Atoms.YES : this == FALSE ? Atoms.NO : Atoms.UNKNOWN;
    }
}
