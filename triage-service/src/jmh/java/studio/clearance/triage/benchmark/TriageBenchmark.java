package studio.clearance.triage.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import studio.clearance.triage.domain.Assessment;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Outcome;
import studio.clearance.triage.domain.Verdict;
import studio.clearance.triage.policy.Policy;
import studio.clearance.triage.vocabulary.DeclarationReading;
import studio.clearance.triage.vocabulary.Vocabulary;

/** How long the policy takes to decide, to explain and to look for a lower outcome, over the use cases the tests know. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TriageBenchmark {
    private static final Path USE_CASES = Path.of("src/test/resources/examples/use-cases.jsonl");
    private static final int CASES = 42;

    private final Vocabulary vocabulary = Vocabulary.builtIn();
    private final Policy policy = Policy.load(Policy.builtInText(), vocabulary);
    private final ObjectMapper json = new ObjectMapper();
    private final List<byte[]> texts = texts();
    private final List<Declaration> declarations = texts.stream().map(this::read).toList();
    private final Declaration harmless = declarations.getFirst();
    private final Declaration escalated = declarations.get(38);

    /** One decision without an explanation: what a replay does for each declaration. */
    @Benchmark
    @OperationsPerInvocation(CASES)
    public int decide() {
        int outcomes = 0;
        for (Declaration declaration : declarations) {
            outcomes += policy.decide(declaration).outcome().ordinal();
        }
        return outcomes;
    }

    /** The same from stored bytes on, as a replay has them. */
    @Benchmark
    @OperationsPerInvocation(CASES)
    public int replay() {
        int changed = 0;
        for (byte[] text : texts) {
            Verdict verdict = policy.decide(read(text));
            changed += verdict.outcome() == Outcome.ESCALATE ? 1 : 0;
        }
        return changed;
    }

    /** An assessment that has nothing to search for: decision and explanation alone. */
    @Benchmark
    public Assessment explain() {
        return policy.assess(harmless);
    }

    /** An assessment that searches for a lower outcome and for the questions that decide. */
    @Benchmark
    public Assessment searchForLowerOutcomes() {
        return policy.assess(escalated);
    }

    /** Whole assessments, written out. */
    @Benchmark
    @OperationsPerInvocation(CASES)
    public int assess() {
        int bytes = 0;
        for (Declaration declaration : declarations) {
            bytes += policy.assess(declaration).json().length;
        }
        return bytes;
    }

    private Declaration read(byte[] text) {
        try {
            JsonNode declaration = json.readTree(text);
            return switch (vocabulary.read(declaration)) {
                case DeclarationReading.Understood understood -> understood.declaration();
                case DeclarationReading.Refused refused -> throw new IllegalStateException(refused.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<byte[]> texts() {
        try {
            return Files.readAllLines(USE_CASES).stream()
                    .map(line -> {
                        try {
                            return json.readTree(line)
                                    .get("declaration")
                                    .toString()
                                    .getBytes(StandardCharsets.UTF_8);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
