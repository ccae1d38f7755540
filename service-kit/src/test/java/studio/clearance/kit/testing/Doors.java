package studio.clearance.kit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The doors of a service, each as {@code GET /api/use-cases/{}}: a table of who gets in where is complete when it names them all,
 * and fails when one is added.
 */
public final class Doors {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final String RESOURCES = Path.class.getPackageName();

    private Doors() {}

    /** Of all resources and pages below a package, as the class path shows them. */
    public static Set<String> declaredBelow(String basePackage) {
        return declaredBy(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage));
    }

    /**
     * Of all resources and pages among compiled classes, whether the HTTP document mentions them or not.
     *
     * @param classes the directory of a module's classes; a class loader of a test framework need not show its places
     */
    public static Set<String> declaredIn(java.nio.file.Path classes) {
        return declaredBy(new ClassFileImporter().importPath(classes));
    }

    static Set<String> declaredBy(Class<?> resource) {
        return declaredBy(new ClassFileImporter().importClasses(resource));
    }

    private static Set<String> declaredBy(Iterable<JavaClass> classes) {
        Set<String> doors = new TreeSet<>();
        for (JavaClass resource : classes) {
            if (resource.isAnnotatedWith(Path.class)) {
                for (JavaMethod method : resource.getMethods()) {
                    for (JavaAnnotation<?> annotation : method.getAnnotations()) {
                        String verb = annotation.getRawType().getSimpleName();
                        if (annotation.getRawType().getPackageName().equals(RESOURCES) && METHODS.contains(verb)) {
                            doors.add(door(verb, path(resource) + path(method)));
                        }
                    }
                }
            }
        }
        return doors;
    }

    /** Of all operations in an OpenAPI document. */
    public static Set<String> in(byte[] openApi) {
        Set<String> doors = new TreeSet<>();
        try {
            JsonNode paths = new YAMLMapper().readTree(openApi).path("paths");
            paths.properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> {
                        if (METHODS.contains(operation.getKey().toUpperCase(Locale.ROOT))) {
                            doors.add(door(operation.getKey(), path.getKey()));
                        }
                    }));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return doors;
    }

    /** One form for every way to write it: no names and patterns of parameters, no query, one slash. */
    public static String door(String method, String path) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (char each : path.replaceAll("\\?.*", "").toCharArray()) {
            if (each == '{' && depth++ == 0) {
                plain.append("{}");
            } else if (each == '}') {
                depth--;
            } else if (depth == 0) {
                plain.append(each);
            }
        }
        String one = ("/" + plain).replaceAll("/+", "/");
        return method.toUpperCase(Locale.ROOT) + " "
                + (one.length() > 1 && one.endsWith("/") ? one.substring(0, one.length() - 1) : one);
    }

    private static String path(HasAnnotations<?> declared) {
        return declared.tryGetAnnotationOfType(Path.class)
                .map(path -> "/" + path.value())
                .orElse("");
    }
}
