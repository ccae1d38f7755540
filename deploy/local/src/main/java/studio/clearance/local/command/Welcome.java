package studio.clearance.local.command;

import java.util.Map;
import studio.clearance.local.demo.Settlement;
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.Realm;

/** What a person needs to know once the system is up. */
final class Welcome {
    private final Installation installation;
    private final Terminal terminal;

    Welcome(Installation installation, Terminal terminal) {
        this.installation = installation;
        this.terminal = terminal;
    }

    void print(Map<String, String> productions) {
        String url = installation.addresses().publicUrl();
        var identity = new Identity(installation, installation.addresses());
        terminal.say("""

                Clearance is up at %s

                Pages
                  %s/queue        reviewers decide                        legal-1, contact-1, labour-1
                  %s/policy       the rules                               policy-1, policy-2
                  %s/verify       is a letter genuine and in force        anybody
                  %s/inbox        the mail and webhooks that went out

                People, all with the password  %s""".formatted(url, url, url, url, url, identity.password()));
        for (Realm.Person person : identity.realm().people()) {
            terminal.say("  %-12s %-20s %s".formatted(person.username(), person.name(), person.role()));
        }
        terminal.say("  %-33s %s".formatted(String.join(", ", identity.realm().machines()), "the portals of partners"));
        terminal.say("""

                Try this, or ./clearance demo for the whole trip
                curl -sS %s/api/use-cases \\
                  -H "Authorization: Bearer $(%s token partner-a)" \\
                  -H "Idempotency-Key: try-$(date +%%s)" -H "Content-Type: application/json" \\
                  -d '%s'""".formatted(url, script(), Settlement.exampleSubmission(productions)));
    }

    private String script() {
        return "'" + installation.repository().resolve("clearance") + "'";
    }
}
