package studio.clearance.local.command;

import java.util.List;
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.Installation;

/** {@code ./clearance token NAME}: a bearer token on a line of its own, good for five minutes. */
final class Token {
    private final Installation installation;
    private final Terminal terminal;

    Token(Installation installation, Terminal terminal) {
        this.installation = installation;
        this.terminal = terminal;
    }

    void run(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("token needs one name, as in ./clearance token partner-a");
        }
        terminal.say(new Identity(installation, installation.addresses()).token(arguments.getFirst()));
    }
}
