package studio.clearance.triage.pages;

import java.util.ArrayList;
import java.util.List;

/** What two texts share and do not, word by word: the longest words in common stay, the rest is gone or new. */
public final class WordDifference {

    /** Longer texts are shown whole, one gone and one new: comparing every word with every other would cost more than it tells. */
    private static final int MOST_WORDS = 400;

    /** A run of words. */
    public record Run(String text, Kind kind) {}

    public enum Kind {
        SAME,
        GONE,
        NEW
    }

    private WordDifference() {}

    static List<Run> between(String before, String after) {
        String[] old = words(before);
        String[] now = words(after);
        if (old.length > MOST_WORDS || now.length > MOST_WORDS) {
            return List.of(new Run(before, Kind.GONE), new Run(after, Kind.NEW));
        }
        int[][] common = common(old, now);
        List<Run> runs = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.length || j < now.length) {
            if (i < old.length && j < now.length && old[i].equals(now[j])) {
                add(runs, old[i], Kind.SAME);
                i++;
                j++;
            } else if (j == now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) {
                add(runs, old[i++], Kind.GONE);
            } else {
                add(runs, now[j++], Kind.NEW);
            }
        }
        return runs;
    }

    private static String[] words(String text) {
        return text.isBlank() ? new String[0] : text.strip().split("\\s+");
    }

    /** Length of the longest words in common from each pair of places on. */
    private static int[][] common(String[] old, String[] now) {
        int[][] common = new int[old.length + 1][now.length + 1];
        for (int i = old.length - 1; i >= 0; i--) {
            for (int j = now.length - 1; j >= 0; j--) {
                common[i][j] =
                        old[i].equals(now[j]) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static void add(List<Run> runs, String word, Kind kind) {
        if (!runs.isEmpty() && runs.getLast().kind() == kind) {
            runs.set(runs.size() - 1, new Run(runs.getLast().text() + " " + word, kind));
        } else {
            runs.add(new Run(word, kind));
        }
    }
}
