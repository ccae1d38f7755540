package studio.clearance.approval.pages;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.pages.FilterLine.Key;
import studio.clearance.approval.pages.Words.Chip;
import studio.clearance.kit.pages.Face;
import studio.clearance.kit.pages.Page;

/** The queue as the page says it. */
public record QueueView(
        Page page,
        String heading,
        List<Total> totals,
        List<Shelf> shelves,
        List<FilterLink> lanes,
        List<FilterLink> filters,
        String line,
        String here,
        List<FilterProblem> problems,
        @Nullable Refusals refusals,
        @Nullable Removable removable,
        List<Menu> menus,
        List<Group> groups,
        List<Assignable> assignable,
        List<Choice> narrowing,
        int count,
        String caption,
        String extent,
        boolean sortedByDue,
        Instant asOf,
        String asOfText,
        String newsHref,
        @Nullable String firstHref,
        @Nullable String nextHref) {

    public record Total(String text, boolean late) {}

    public record Shelf(String title, List<FilterLink> links) {}

    /** @param count how many cases it holds; null where nobody counts them */
    public record FilterLink(
            String label,
            String href,
            boolean current,
            @Nullable String count) {}

    public record FilterProblem(
            String says, @Nullable String instead, @Nullable String insteadHref) {}

    /** The saved filter that is applied, where it is the reader's own. */
    public record Removable(String id, String name) {}

    /** What a bulk action could not do, case by case. */
    public record Refusals(String title, List<String> lines) {}

    /**
     * The values of one key that occur on this page, to choose from.
     *
     * @param rest the filter line without this key
     * @param hint where to find what is not among them
     */
    public record Menu(
            String label,
            String key,
            String rest,
            List<Option> options,
            @Nullable String hint) {}

    /** One key with few values, to choose one. */
    public record Choice(String label, String key, List<Option> options) {}

    public record Option(
            String value, String label, @Nullable String hint, boolean chosen) {}

    public record Assignable(
            String username, String name, @Nullable String hint) {}

    public record Group(String title, List<Line> rows) {}

    public record Line(
            String id,
            String href,
            String title,
            String revision,
            List<Chip> badges,
            String where,
            String outcome,
            List<ClauseLink> clauses,
            int more,
            @Nullable String note,
            @Nullable Face assignee,
            ReaderClock.Due due) {}

    public record ClauseLink(String id, String href, String heading, String state) {
        static ClauseLink filtering(String id, FilterLine line) {
            return new ClauseLink(id, line.with(Key.CLAUSE, id).href(), "Only cases where " + id + " fired", "fired");
        }
    }
}
