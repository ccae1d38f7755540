package studio.clearance.bench;

import java.util.Map;
import java.util.TreeMap;

/** What was answered otherwise than it should have been. A figure with errors behind it says so. */
final class Errors {
    private static final int LONGEST = 160;

    private final Map<String, Integer> counts = new TreeMap<>();

    synchronized void note(Throwable error) {
        String what = String.valueOf(error.getMessage()).replaceAll("[0-9a-f-]{36}", "…");
        counts.merge(what.length() > LONGEST ? what.substring(0, LONGEST) : what, 1, Integer::sum);
    }

    synchronized int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized Map<String, Integer> byKind() {
        return new TreeMap<>(counts);
    }
}
