package studio.clearance.approval.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.pages.Page;

/** What needs the reader now: at most five lines, the first with the page's one primary button. */
public record HomeView(
        Page page,
        String greeting,
        String today,
        @Nullable String queueHref,
        List<Todo> todo,
        String idle,
        List<Figure> figures,
        List<Way> ways) {

    static final int MOST_LINES = 5;

    public record Todo(String icon, String tone, String title, String detail, String href, String act) {}

    /** A page that somebody with the reader's roles works on. */
    public record Way(String icon, String title, String detail, String href) {}

    public record Figure(
            String label, String number, @Nullable String sub) {}
}
