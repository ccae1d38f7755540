package studio.clearance.local.command;

import java.util.Arrays;
import java.util.List;
import studio.clearance.local.demo.Trip;
import studio.clearance.local.parts.ArchiveDamaged;
import studio.clearance.local.parts.Home;
import studio.clearance.local.parts.PartFailed;
import studio.clearance.local.system.Installation;

/** The entry of the {@code clearance} script. */
public final class Clearance {
    /** Tells the script that something has to be fetched again by a build before another try makes sense (EX_TEMPFAIL). */
    private static final int BUILD_AGAIN = 75;

    private Clearance() {}

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofThisProcess();
        try {
            run(arguments[0], List.of(arguments).subList(1, arguments.length), terminal);
        } catch (Refused | PartFailed e) {
            terminal.complain(e.getMessage());
            System.exit(1);
        } catch (IllegalArgumentException e) {
            terminal.complain(e.getMessage() + ". See ./clearance help");
            System.exit(2);
        } catch (ArchiveDamaged e) {
            terminal.complain(e.getMessage());
            System.exit(BUILD_AGAIN);
        }
    }

    private static void run(String command, List<String> arguments, Terminal terminal) {
        var installation = new Installation(Home.repository(), Home.data().resolve("system"));
        switch (command) {
            case "up" -> new Up(installation, terminal, UpOptions.of(arguments)).run();
            case "hold" -> new Hold(installation, UpOptions.of(arguments)).run();
            case "down" -> new Down(installation, terminal).run();
            case "status" -> new Status(installation, terminal).run();
            case "token" -> new Token(installation, terminal).run(arguments);
            case "demo" -> demo(installation, terminal);
            case "audit" -> new Audit(installation, terminal).run(arguments);
            case "dead-letters" -> new DeadLetters(installation, terminal).run(arguments);
            default ->
                throw new IllegalArgumentException(
                        "There is no command '" + command + "' " + Arrays.toString(arguments.toArray()));
        }
    }

    private static void demo(Installation installation, Terminal terminal) {
        if (installation.launcher().running().isEmpty()) {
            throw new Refused("Clearance is not running. ./clearance up starts it.");
        }
        new Trip(installation, terminal.out()).play();
    }
}
