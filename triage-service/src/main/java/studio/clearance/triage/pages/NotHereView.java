package studio.clearance.triage.pages;

import studio.clearance.kit.pages.Page;

/** A page that cannot be shown: what is the matter and where to go. */
public record NotHereView(Page page, String title, String says) {}
