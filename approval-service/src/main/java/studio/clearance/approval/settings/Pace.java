package studio.clearance.approval.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * How fast the service works off what time has brought about all at once. Ten thousand clocks that reach their mark at the
 * opening of business are announced over half a minute: nobody waits for them, and everybody else shares the database.
 */
@ApplicationScoped
public class Pace {

    private final int portion;
    private final Duration pause;

    public Pace(ApprovalSettings settings) {
        this.portion = settings.jobs().portion();
        this.pause = settings.jobs().pause();
    }

    /** The most to take into one transaction. */
    public int portion() {
        return portion;
    }

    /**
     * Takes portion after portion, with a pause between them, until one is not full.
     *
     * @param take gives how many it took
     */
    public void workOff(IntSupplier take) {
        try {
            while (take.getAsInt() >= portion) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException stopped) {
            // The service ends; what is left is taken when it runs again.
            Thread.currentThread().interrupt();
        }
    }
}
