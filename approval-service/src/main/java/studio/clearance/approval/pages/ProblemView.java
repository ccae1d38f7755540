package studio.clearance.approval.pages;

import java.util.List;
import studio.clearance.kit.pages.Page;

/** A page that cannot be shown: what is the matter, what is safe, where to go. */
public record ProblemView(Page page, String title, String tone, String icon, List<String> sentences, List<Link> links) {

    public record Link(String href, String label) {}

    static ProblemView noSuchCase(Reader reader) {
        return new ProblemView(
                reader.page("No such case", "queue"),
                "No such case",
                "",
                "question",
                List.of("There is no case at this address, or it is not one you may see."),
                List.of(new Link("/queue", "To the queue"), new Link("/", "Home")));
    }

    static ProblemView documentIsAway(Reader reader) {
        return new ProblemView(
                reader.page("The document cannot be fetched", "queue"),
                "The document cannot be fetched now",
                "warn",
                "late",
                List.of(
                        "Intake keeps it, and did not hand it out. Nothing is lost; go back and try again in a moment.",
                        "If it stays so, you may not be allowed to see this production’s documents: ask its studio contact."),
                List.of(new Link("/queue", "To the queue")));
    }

    static ProblemView notForYou(Reader reader) {
        return new ProblemView(
                reader.page("Not for you", ""),
                "The queue is for the studio’s reviewers",
                "",
                "lock",
                List.of("Your account has no reviewer’s role. If it should, ask an administrator of the studio."),
                List.of(new Link("/", "Home"), new Link("/verify", "Check a letter")));
    }
}
