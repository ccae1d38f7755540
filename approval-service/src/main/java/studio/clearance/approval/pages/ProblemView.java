package studio.clearance.approval.pages;

import java.util.List;

/** A page that cannot be shown: what is the matter, what is safe, where to go. */
public record ProblemView(Page page, String title, String tone, String icon, List<String> sentences, List<Link> links) {

    public record Link(String href, String label) {}

    static ProblemView noSuchCase(Reader reader) {
        return new ProblemView(
                Page.of("No such case", "queue", reader),
                "No such case",
                "",
                "question",
                List.of("There is no case at this address, or it is not one you may see."),
                List.of(new Link("/queue", "To the queue"), new Link("/", "Home")));
    }

    static ProblemView notForYou(Reader reader) {
        return new ProblemView(
                Page.of("Not for you", "", reader),
                "The queue is for the studio’s reviewers",
                "",
                "lock",
                List.of("Your account has no reviewer’s role. If it should, ask an administrator of the studio."),
                List.of(new Link("/", "Home"), new Link("/verify", "Check a letter")));
    }
}
