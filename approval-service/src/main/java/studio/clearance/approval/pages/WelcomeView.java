package studio.clearance.approval.pages;

/** The home of somebody who is not logged in. */
public record WelcomeView(Page page, boolean loggedOut) {}
