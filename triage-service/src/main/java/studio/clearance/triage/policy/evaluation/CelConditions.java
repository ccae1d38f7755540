package studio.clearance.triage.policy.evaluation;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.checker.CelStandardDeclarations.StandardIdentifier;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.policy.text.Expression;
import studio.clearance.triage.yaml.Suggestion;
import studio.clearance.triage.yaml.TextProblems;

/**
 * Compiles conditions. Every fact is a structure whose fields are its answers, so that CEL's own type check knows each fact and each
 * answer and refuses what is not in the vocabulary.
 */
final class CelConditions {
    private static final CelOptions OPTIONS =
            CelOptions.current().enableUnknownTracking(true).build();

    /** Answers are true or false: nothing else can be asked of them, and a check against less is quicker. */
    private static final CelStandardDeclarations CONNECTIVES = CelStandardDeclarations.newBuilder()
            .includeFunctions(
                    StandardFunction.LOGICAL_AND,
                    StandardFunction.LOGICAL_OR,
                    StandardFunction.LOGICAL_NOT,
                    StandardFunction.CONDITIONAL,
                    StandardFunction.EQUALS,
                    StandardFunction.NOT_EQUALS)
            .includeIdentifiers(StandardIdentifier.BOOL)
            .build();

    private final Atoms atoms;
    private final TextProblems problems;
    private final CelCompiler compiler;
    private final CelRuntime runtime =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    CelConditions(Atoms atoms, TextProblems problems) {
        this.atoms = atoms;
        this.problems = problems;
        Map<String, CelType> types = new LinkedHashMap<>();
        atoms.groups().forEach((variable, fields) -> {
            ImmutableSet<String> names = ImmutableSet.copyOf(fields.keySet());
            types.put(
                    variable,
                    StructType.create(
                            variable + "_answers",
                            names,
                            field -> names.contains(field) ? Optional.of(SimpleType.BOOL) : Optional.empty()));
        });
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CONNECTIVES)
                .setTypeProvider(new Types(
                        types.values().stream().collect(ImmutableMap.toImmutableMap(CelType::name, type -> type))))
                .setResultType(SimpleType.BOOL);
        types.forEach(builder::addVar);
        atoms.terms().forEach(term -> builder.addVar(term, SimpleType.BOOL));
        compiler = builder.build();
    }

    /** The condition, or null with the reason put on record. */
    @Nullable
    Condition compile(Expression source) {
        CelValidationResult result = compiler.compile(source.cel());
        if (result.hasError()) {
            for (CelIssue issue : result.getErrors()) {
                int line = source.line() + Math.max(0, issue.getSourceLocation().getLine() - 1);
                problems.add(line, explained(issue.getMessage()) + " in: " + source.cel());
            }
            return null;
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            Set<Integer> read = new LinkedHashSet<>();
            collect(tree.getExpr(), read);
            if (read.size() > Condition.MOST_ATOMS) {
                problems.add(
                        source.line(),
                        "this condition reads " + read.size() + " answers, which nobody can read either: name a part of"
                                + " it as a term");
                return null;
            }
            return new Condition(
                    source,
                    runtime.createProgram(tree),
                    atoms,
                    read.stream().mapToInt(Integer::intValue).toArray());
        } catch (CelValidationException | CelEvaluationException e) {
            problems.add(source.line(), e.getMessage() + " in: " + source.cel());
            return null;
        }
    }

    private void collect(CelExpr expression, Set<Integer> read) {
        switch (expression.getKind()) {
            case SELECT -> {
                CelExpr operand = expression.select().operand();
                int atom = operand.getKind() == CelExpr.ExprKind.Kind.IDENT
                        ? atoms.of(operand.ident().name(), expression.select().field())
                        : -1;
                if (atom >= 0) {
                    read.add(atom);
                } else {
                    collect(operand, read);
                }
            }
            case IDENT -> {
                int atom = atoms.of(expression.ident().name(), null);
                if (atom >= 0) {
                    read.add(atom);
                }
            }
            case CALL -> {
                expression.call().target().ifPresent(target -> collect(target, read));
                expression.call().args().forEach(argument -> collect(argument, read));
            }
            case LIST -> expression.list().elements().forEach(element -> collect(element, read));
            default -> {}
        }
    }

    /** CEL's complaint in terms of facts and answers, with what was probably meant. */
    private String explained(String message) {
        int quote = message.indexOf('\'');
        int end = message.indexOf('\'', quote + 1);
        if (quote < 0 || end < 0) {
            return message;
        }
        String name = message.substring(quote + 1, end);
        if (message.startsWith("undeclared reference")) {
            var known = new LinkedHashSet<>(atoms.groups().keySet());
            known.addAll(atoms.terms());
            return "\"" + name + "\" is no fact of the vocabulary and no term of the policy"
                    + Suggestion.didYouMean(name, known);
        }
        if (message.startsWith("undefined field")) {
            var known = new LinkedHashSet<String>();
            atoms.groups().values().forEach(fields -> known.addAll(fields.keySet()));
            return "\"" + name + "\" is no answer to the fact it is asked of" + Suggestion.didYouMean(name, known);
        }
        return message;
    }

    private record Types(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return byName.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
