package studio.clearance.triage.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.pages.Page;

/** The policy page, ready to be read. */
public record PolicyView(
        Page page,
        String version,
        Chip status,
        String standing,
        String sha256,
        String textHref,
        List<Row> matrix,
        List<ClauseLine> clauses,
        String clausesTitle,
        List<Choice> choices,
        boolean counted,
        @Nullable Difference difference,
        Comparing comparing,
        List<VersionLine> versions,
        @Nullable Replayed replay,
        @Nullable Startable startable) {

    /** A small sign: words first, tone and icon beside them. */
    public record Chip(String text, String tone, String icon) {}

    /** A row of the use-case matrix. */
    public record Row(
            String id,
            String href,
            String heading,
            String says,
            String outcome,
            @Nullable String stricter,
            List<String> unless) {}

    /** @param share of the most frequent clause, in percent: the length of the bar */
    public record ClauseLine(
            String id, String heading, String says, String citation, String asks, String fired, long share) {}

    public record Choice(String label, String href, boolean chosen) {}

    public record VersionLine(
            String version,
            String href,
            boolean current,
            @Nullable Chip status,
            String about) {}

    /** Two versions side by side. */
    public record Difference(String from, String to, String aside, List<Changed> rows) {}

    /** The versions that can be put side by side, and the two that are; empty where there is only one. */
    public record Comparing(List<String> versions, String from, String to) {}

    /** @param label which part of the clause it is; empty for its own words */
    public record Changed(
            ClauseLink clause, String label, List<WordDifference.Run> before, List<WordDifference.Run> after) {}

    /** A version that can be tried on what was declared, and has not been. */
    public record Startable(String version, String why, String action) {}

    /** A replay: running, stopped or done. */
    public record Replayed(
            String version,
            String against,
            String aside,
            boolean running,
            long examined,
            long total,
            String progress,
            @Nullable String stopped,
            @Nullable String cancelAction,
            @Nullable String resumeAction,
            @Nullable String againAction,
            String lead,
            String rest,
            @Nullable ReplayPicture picture,
            List<String> moves,
            List<ByClause> byClause,
            List<Case> cases,
            @Nullable String nextHref,
            @Nullable String csvHref,
            String footer,
            @Nullable String publishAction,
            @Nullable String refused) {}

    public record ByClause(ClauseLink clause, String says) {}

    public record Case(String title, String where, String from, String to, List<ClauseLink> clauses, String became) {}

    /** A clause where it can be read. */
    public record ClauseLink(String id, String href) {}
}
