package studio.clearance.approval.printing;

import java.util.List;

/**
 * How tightly a letter is set. The first that brings it onto two pages is taken.
 *
 * @param type the size of the body, in points
 * @param annexApart whether what it rests on begins a page of its own
 * @param inShort whether clauses are only named, and requirements and consents left to the enclosed letter
 */
public record Setting(String paper, String margins, String type, boolean annexApart, boolean inShort) {

    private static final String WIDE = "17mm 20mm 19mm 20mm";
    private static final String NARROW = "11mm 14mm 14mm 14mm";

    static List<Setting> on(Paper paper) {
        return List.of(
                new Setting(paper.css(), WIDE, "10", true, false),
                new Setting(paper.css(), WIDE, "9", true, false),
                new Setting(paper.css(), WIDE, "8.5", false, false),
                new Setting(paper.css(), NARROW, "7.5", false, false),
                new Setting(paper.css(), NARROW, "7", false, true));
    }
}
