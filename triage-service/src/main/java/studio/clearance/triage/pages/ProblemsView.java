package studio.clearance.triage.pages;

import java.util.List;
import studio.clearance.kit.pages.Page;

/** A draft that cannot be read clause by clause yet, by what is wrong with its text. */
public record ProblemsView(Page page, String version, String author, String count, List<Line> problems) {

    /** @param line where in the text */
    public record Line(String line, String says) {}
}
