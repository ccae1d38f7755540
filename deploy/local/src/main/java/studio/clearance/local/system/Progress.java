package studio.clearance.local.system;

import java.time.Duration;

/** Hears how the parts are getting on. Called from several threads. */
public interface Progress {
    enum State {
        WAITING,
        STARTING,
        READY,
        FAILED,
        STOPPING,
        STOPPED
    }

    /** @param words what is being waited for, or what went wrong; may be empty */
    void tell(Part part, State state, Duration since, String words);

    Progress SILENT = (part, state, since, words) -> {};
}
