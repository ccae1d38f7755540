package studio.clearance.kit.events;

/** An event that cannot be understood, now or later: it goes to the dead-letter topic. Its message holds no content. */
public final class UnreadableEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableEvent(String message) {
        super(message);
    }

    public UnreadableEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
