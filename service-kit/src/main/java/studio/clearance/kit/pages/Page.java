package studio.clearance.kit.pages;

import org.jspecify.annotations.Nullable;

/**
 * What the frame of a page shows; the properties are those {@code layout.html} asks for.
 *
 * @param section the entry of the bar that is current
 * @param roomy larger type: for partners and the public
 * @param person who is logged in
 * @param partner whether the person works for a partner, not for the studio
 * @param settled the key of the kept form whose text was accepted and need not be kept any more
 */
public record Page(
        String title,
        String section,
        boolean roomy,
        @Nullable Face person,
        boolean partner,
        @Nullable Toast toast,
        String settled) {

    public static Page of(String title, String section, @Nullable Face person, boolean partner) {
        return new Page(title, section, false, person, partner, null, "");
    }

    public Page titled(String newTitle) {
        return new Page(newTitle, section, roomy, person, partner, toast, settled);
    }

    public Page saying(@Nullable Toast said) {
        return new Page(title, section, roomy, person, partner, said, settled);
    }

    public Page settling(String forms) {
        return new Page(title, section, roomy, person, partner, toast, forms);
    }

    public Page inLargerType() {
        return new Page(title, section, true, person, partner, toast, settled);
    }

    /** What has just happened, and the way back where there is one. */
    public record Toast(String text, @Nullable Undo undo) {
        public static Toast of(String text) {
            return new Toast(text, null);
        }
    }

    public record Undo(String action, String label) {}
}
