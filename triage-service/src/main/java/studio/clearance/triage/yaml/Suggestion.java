package studio.clearance.triage.yaml;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Suggestion {
    private static final int LONGEST = 100;

    private Suggestion() {}

    /** The known name nearest to the given one, or null when none is near enough to be a slip of the pen. */
    public static @Nullable String nearest(String given, Collection<String> known) {
        if (given.length() > LONGEST) {
            return null;
        }
        String meant = given.toLowerCase(Locale.ROOT);
        int allowed = Math.max(2, meant.length() / 3);
        int least = allowed + 1;
        String nearest = null;
        for (String candidate : known) {
            int distance = distance(meant, candidate.toLowerCase(Locale.ROOT), allowed);
            boolean sharesSomething = distance < Math.max(meant.length(), candidate.length());
            if (distance < least && sharesSomething) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** An ending for a complaint: empty when there is nothing to suggest. */
    public static String didYouMean(String given, Collection<String> known) {
        String nearest = nearest(given, known);
        return nearest == null ? "" : "; did you mean \"" + nearest + "\"?";
    }

    /** Edits from one word to the other; anything above the limit counts as one more than it. */
    private static int distance(String from, String to, int limit) {
        if (Math.abs(from.length() - to.length()) > limit) {
            return limit + 1;
        }
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[to.length()];
    }
}
