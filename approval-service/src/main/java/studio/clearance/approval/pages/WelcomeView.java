package studio.clearance.approval.pages;

import studio.clearance.kit.pages.Page;

/** The home of somebody who is not logged in. */
public record WelcomeView(Page page, boolean loggedOut) {}
