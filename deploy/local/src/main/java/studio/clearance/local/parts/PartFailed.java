package studio.clearance.local.parts;

/** A part did not start, or did not do what it was started for. The message is written for the person at the terminal. */
public final class PartFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PartFailed(String message) {
        super(message);
    }

    public PartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
