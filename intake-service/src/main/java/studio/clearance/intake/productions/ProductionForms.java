package studio.clearance.intake.productions;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.http.JsonForm;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.Problem;

/** What administrators send. */
final class ProductionForms {

    /** @param partners who works on it from the start */
    record Register(
            String title,
            String locale,
            String timeZone,
            ContactForm contact,
            @Nullable List<String> partners) {}

    record Change(String title, String locale, String timeZone, ContactForm contact) {}

    record PartnerForm(String name, String email, String locale) {}

    private static final JsonForm<Register> REGISTER = JsonForm.of(Register.class, "register-production.schema.json");
    private static final JsonForm<Change> CHANGE = JsonForm.of(Change.class, "change-production.schema.json");
    private static final JsonForm<PartnerForm> PARTNER = JsonForm.of(PartnerForm.class, "partner.schema.json");

    private ProductionForms() {}

    static Register register(byte[] body) {
        Register form = REGISTER.read(body);
        requireTimeZone(form.timeZone());
        return form;
    }

    static Change change(byte[] body) {
        Change form = CHANGE.read(body);
        requireTimeZone(form.timeZone());
        return form;
    }

    static PartnerForm partner(byte[] body) {
        return PARTNER.read(body);
    }

    private static void requireTimeZone(String timeZone) {
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException unknown) {
            throw Problem.invalidContent(List.of(new FieldError(
                    "/timeZone", "No time zone of this name is known; an IANA name is expected.", "Europe/London")));
        }
    }
}
