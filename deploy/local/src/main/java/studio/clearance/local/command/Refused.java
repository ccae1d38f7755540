package studio.clearance.local.command;

/** The command was not carried out, for a reason the person at the terminal can do something about. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
