package studio.clearance.intake.productions;

record ContactForm(String username, String name, String email, String locale) {}
