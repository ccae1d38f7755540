package studio.clearance.bench;

import java.time.Duration;
import java.util.List;

/**
 * What to do to the system, and how hard.
 *
 * @param connections callers at once on the submitting side; the deciding side has as many
 * @param warmUp lifecycles before anything is measured
 * @param submissions into the queue
 * @param lifecycles from the declaration to the notice of the grant
 * @param profile whether the services record where their time goes
 */
record Load(int connections, int warmUp, int submissions, int lifecycles, boolean profile) {
    /** How long to wait for the last of anything. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    static Load of(List<String> arguments) {
        int connections = 64;
        int warmUp = 8_000;
        int submissions = 10_000;
        int lifecycles = 4_000;
        boolean profile = false;
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--connections" -> connections = number(argument, rest.hasNext() ? rest.next() : "");
                case "--warm-up" -> warmUp = number(argument, rest.hasNext() ? rest.next() : "");
                case "--submissions" -> submissions = number(argument, rest.hasNext() ? rest.next() : "");
                case "--lifecycles" -> lifecycles = number(argument, rest.hasNext() ? rest.next() : "");
                case "--profile" -> profile = true;
                default -> throw new IllegalArgumentException("bench does not know '" + argument + "'");
            }
        }
        return new Load(connections, warmUp, submissions, lifecycles, profile);
    }

    private static int number(String option, String given) {
        try {
            int number = Integer.parseInt(given);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        throw new IllegalArgumentException(option + " needs a number from 1 on, as in " + option + " 64");
    }
}
