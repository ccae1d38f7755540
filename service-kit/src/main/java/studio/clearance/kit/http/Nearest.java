package studio.clearance.kit.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant. */
final class Nearest {

    private static final int LONGEST = 100;
    private static final int LETTERS_PER_SLIP = 3;

    private Nearest() {}

    /** The choice with the fewest slips of the pen (optimal string alignment), or null when none comes close. */
    static @Nullable String to(String given, List<String> choices) {
        if (given.isEmpty() || given.length() > LONGEST) {
            return null;
        }
        String wanted = fold(given);
        String nearest = null;
        int fewest = Math.max(1, wanted.length() / LETTERS_PER_SLIP) + 1;
        for (String choice : choices) {
            if (choice.equals(given) || choice.length() > LONGEST) {
                continue;
            }
            int slips = slips(wanted, fold(choice));
            if (slips < fewest) {
                fewest = slips;
                nearest = choice;
            }
        }
        return nearest;
    }

    /** {@code inFinal}, {@code in-final} and {@code in_final} are one word written in three habits. */
    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '_' && c != '-' && c != ' ') {
                folded.append(c);
            }
        }
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    private static int slips(String a, String b) {
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, beforePrevious[j - 2] + 1);
                }
                current[j] = best;
            }
            int[] oldest = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = oldest;
        }
        return previous[b.length()];
    }
}
