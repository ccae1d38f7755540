package studio.clearance.kit.db;

/** The database could not be reached or dropped the connection: the outcome of an open commit is unknown. */
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
