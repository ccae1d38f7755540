package studio.clearance.kit.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What every door answers to everybody: a row a door, a column a caller. */
public final class AccessTable {

    /** Tries one door as one caller and gives the status of the answer. */
    public interface Knock {
        int on(String caller, String method, String path);
    }

    private final List<String> callers;
    private final Map<String, int[]> rows = new LinkedHashMap<>();

    public AccessTable(String... callers) {
        this.callers = List.of(callers);
    }

    /** @param operation as in {@code GET /api/use-cases/{id}}; {@code answers} in the order of the callers */
    public AccessTable row(String operation, int... answers) {
        if (answers.length != callers.size()) {
            throw new IllegalArgumentException(operation + " has " + answers.length + " answers for " + callers);
        }
        if (rows.put(operation, answers) != null) {
            throw new IllegalArgumentException(operation + " has two rows");
        }
        return this;
    }

    /** To be compared with {@link Doors#declaredIn} and {@link Doors#in}. */
    public Set<String> doors() {
        Set<String> doors = new TreeSet<>();
        rows.keySet().forEach(row -> doors.add(Doors.door(method(row), path(row))));
        return doors;
    }

    /** Tries every door as everybody; what was not answered as the table says, a line each. */
    public List<String> walk(Knock knock) {
        List<String> wrong = new ArrayList<>();
        rows.forEach((operation, answers) -> {
            for (int i = 0; i < answers.length; i++) {
                int status = knock.on(callers.get(i), method(operation), path(operation));
                if (status != answers[i]) {
                    wrong.add(operation + " as " + callers.get(i) + ": " + status + " instead of " + answers[i]);
                }
            }
        });
        return wrong;
    }

    private static String method(String operation) {
        return operation.substring(0, operation.indexOf(' '));
    }

    private static String path(String operation) {
        return operation.substring(operation.indexOf(' ') + 1);
    }
}
