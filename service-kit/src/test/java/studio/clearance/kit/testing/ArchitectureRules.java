package studio.clearance.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The shape of a service: a domain of plain Java at the centre, one package a use case around it, none of which knows
 * another.
 *
 * <pre>{@code ArchitectureRules.of("studio.clearance.intake").shared("persistence", "events").check();}</pre>
 */
public final class ArchitectureRules {

    private static final String DOMAIN = "domain";
    private static final String VAGUE_NAMES = ".*(Impl|Manager|Helper|Utils?|Dto|DTO|Service)";

    private final String root;
    private final List<String> shared;
    private final List<String> edges;

    private ArchitectureRules(String root, List<String> shared, List<String> edges) {
        this.root = root;
        this.shared = shared;
        this.edges = edges;
    }

    /** The rules for the classes of {@code root} and below; {@code domain} is always shared. */
    public static ArchitectureRules of(String root) {
        return new ArchitectureRules(root, List.of(DOMAIN), List.of());
    }

    /** Names packages under the root that every use case may use, {@code persistence} for instance. Each must exist. */
    public ArchitectureRules shared(String... packages) {
        List<String> more = new ArrayList<>(shared);
        more.addAll(List.of(packages));
        return new ArchitectureRules(root, List.copyOf(more), edges);
    }

    /** Names packages that may know every use case and that none may know, {@code messaging} for instance. Each must exist. */
    public ArchitectureRules edges(String... packages) {
        List<String> more = new ArrayList<>(edges);
        more.addAll(List.of(packages));
        return new ArchitectureRules(root, shared, List.copyOf(more));
    }

    /** Fails with everything that breaks a rule. */
    public void check() {
        // The rules go by names; reading all of Quarkus to follow them further would take seconds.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        List<String> broken = new ArrayList<>();
        for (String name : Stream.concat(shared.stream(), edges.stream()).toList()) {
            if (!classes.containPackage(root + "." + name)) {
                broken.add("There is no package " + root + "." + name);
            }
        }
        for (ArchRule rule : rules()) {
            var result = rule.allowEmptyShould(true).evaluate(classes);
            if (result.hasViolation()) {
                broken.add(result.getFailureReport().toString());
            }
        }
        broken.addAll(unmarkedPackages(classes));
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }

    private List<ArchRule> rules() {
        return List.of(
                theDomainIsPlainJava(),
                theDomainIsToldTheTime(),
                useCasesDoNotKnowEachOther(),
                collaboratorsComeThroughTheConstructor(),
                namesSayWhatThingsAre());
    }

    private ArchRule theDomainIsPlainJava() {
        return noClasses()
                .that()
                .resideInAPackage(root + "." + DOMAIN + "..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(root + "." + DOMAIN + "..", "java..", "org.jspecify..")
                .because("a rule of the domain must be readable and testable without any framework");
    }

    private ArchRule theDomainIsToldTheTime() {
        String domain = root + "." + DOMAIN + "..";
        return noClasses()
                .that()
                .resideInAPackage(domain)
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "it asks for the time or for a random id",
                        call -> ASKING.contains(call.getTargetOwner().getFullName() + "."
                                + call.getTarget().getName())))
                .because("the same command at the same time must decide the same");
    }

    private static final Set<String> ASKING = Set.of(
            Instant.class.getName() + ".now",
            LocalDate.class.getName() + ".now",
            OffsetDateTime.class.getName() + ".now",
            ZonedDateTime.class.getName() + ".now",
            Clock.class.getName() + ".instant",
            InstantSource.class.getName() + ".instant",
            System.class.getName() + ".currentTimeMillis",
            System.class.getName() + ".nanoTime",
            UUID.class.getName() + ".randomUUID");

    private ArchRule useCasesDoNotKnowEachOther() {
        DescribedPredicate<JavaClass> isShared = DescribedPredicate.describe(
                "shared",
                type -> type.getPackageName().equals(root)
                        || shared.stream().anyMatch(name -> isIn(type, root + "." + name)));
        DescribedPredicate<JavaClass> isAtTheEdge = DescribedPredicate.describe(
                "at the edge", type -> edges.stream().anyMatch(name -> isIn(type, root + "." + name)));
        return slices().matching(root + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), isShared)
                .ignoreDependency(isAtTheEdge, DescribedPredicate.alwaysTrue())
                .because("one use case can then be changed or removed in one place");
    }

    private static boolean isIn(JavaClass type, String name) {
        return type.getPackageName().equals(name) || type.getPackageName().startsWith(name + ".");
    }

    private ArchRule collaboratorsComeThroughTheConstructor() {
        return noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .should()
                .beAnnotatedWith(Inject.class)
                .because("what a class needs stands in its constructor");
    }

    private ArchRule namesSayWhatThingsAre() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(VAGUE_NAMES)
                .because("such a name says where a class stands and not what it is");
    }

    private List<String> unmarkedPackages(JavaClasses classes) {
        List<String> unmarked = new ArrayList<>();
        JavaPackage top = classes.getPackage(root);
        for (JavaPackage each : top.getSubpackagesInTree()) {
            if (!each.getClasses().isEmpty() && !each.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(each.getName() + " has no @NullMarked package-info");
            }
        }
        return unmarked;
    }
}
