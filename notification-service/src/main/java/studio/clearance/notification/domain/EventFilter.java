package studio.clearance.notification.domain;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which events an endpoint wants: {@code *} for all, {@code approval.*} for a group, {@code approval.granted} for one.
 *
 * @param wanted at least one of them, without repetition, in order
 */
public record EventFilter(List<String> wanted) {

    public static final String EVERYTHING = "*";
    public static final EventFilter ALL = new EventFilter(List.of(EVERYTHING));

    public EventFilter {
        wanted = List.copyOf(new TreeSet<>(wanted));
    }

    /** Every name that can stand in a filter. */
    public static List<String> names() {
        return Stream.concat(
                        Stream.of(EVERYTHING),
                        Kind.webhookTypes().stream().flatMap(type -> Stream.of(group(type), type)))
                .distinct()
                .toList();
    }

    /** The names in it that no event has. */
    public List<String> unknown() {
        List<String> names = names();
        return wanted.stream().filter(name -> !names.contains(name)).toList();
    }

    public boolean wants(String type) {
        return wanted.contains(EVERYTHING) || wanted.contains(group(type)) || wanted.contains(type);
    }

    private static String group(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot) + ".*";
    }
}
