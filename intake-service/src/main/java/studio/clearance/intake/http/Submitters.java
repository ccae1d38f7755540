package studio.clearance.intake.http;

import studio.clearance.intake.domain.Submitter;
import studio.clearance.kit.http.Caller;

public final class Submitters {

    private Submitters() {}

    /** A portal's token has no e-mail address and so no person behind it. */
    public static Submitter of(Caller caller) {
        String locale = caller.email() == null ? null : caller.locale().toLanguageTag();
        return new Submitter(caller.subject(), caller.name(), caller.email(), locale);
    }
}
