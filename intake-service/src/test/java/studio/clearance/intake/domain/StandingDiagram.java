package studio.clearance.intake.domain;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws the states of a use case from the types that hold them: a transition is a method that returns a standing. */
final class StandingDiagram {

    private StandingDiagram() {}

    static String mermaid() {
        StringBuilder drawn = new StringBuilder("stateDiagram-v2\n    [*] --> Submitted\n");
        for (Class<?> state : states(Standing.class)) {
            transitions(state).forEach(edge -> drawn.append("    ").append(edge).append('\n'));
        }
        return drawn.append("    Withdrawn --> [*]\n").toString();
    }

    private static List<String> transitions(Class<?> state) {
        return Arrays.stream(state.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> Standing.class.isAssignableFrom(method.getReturnType()))
                .flatMap(method -> states(method.getReturnType()).stream()
                        .map(next -> state.getSimpleName() + " --> " + next.getSimpleName() + ": " + words(method)))
                .sorted()
                .toList();
    }

    private static Set<Class<?>> states(Class<?> type) {
        Stream<Class<?>> found = type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(each -> states(each).stream())
                : Stream.of(type);
        return found.sorted(Comparator.comparing(Class::getSimpleName))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String words(Method method) {
        return method.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
