package studio.clearance.notification.domain;

/** Somebody who is told by mail, in one of our languages. */
public record Recipient(Audience audience, String name, MailAddress address, Language language) {}
