package studio.clearance.local.parts;

/** A running part that a test can take away and bring back on the same address with the same data. */
public interface Restartable {
    /** Ends it as a power cut would: no goodbye, no flush. */
    void kill();

    /** Ends it in order and waits until it is gone. */
    void stop();

    /** Starts it again where it was, and returns when it serves. */
    void restart();
}
