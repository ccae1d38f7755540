package studio.clearance.triage.policy.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.clearance.triage.vocabulary.Fact;
import studio.clearance.triage.vocabulary.Vocabulary;

/**
 * Everything a condition can ask about, numbered. An atom is yes, no or unknown: {@code in_final.yes}, {@code inputs.contracts}, a
 * term of the policy, or something about the declaration as a whole. A board holds one state for each.
 *
 * <p>Each fact has an atom for every answer, and two that are always known: {@code open} (unsure, or asked and not answered) and
 * {@code stated} (answered at all, be it with "unsure").
 */
public final class Atoms {
    static final byte NO = 0;
    static final byte YES = 1;
    static final byte UNKNOWN = 2;

    static final String OPEN = "open";
    static final String STATED = "stated";

    /** True of a term while it is unknown. */
    static final String UNSETTLED = "unsettled";

    static final String DECLARATION = "declaration";
    /** The outcome of the clauses that do not look at it. */
    static final String SO_FAR = "so_far";
    /** The final outcome. */
    static final String OUTCOME = "outcome";

    static final List<String> OF_DECLARATION = List.of(
            "core_open",
            "says_unsure",
            "says_none_and_more",
            "contradicts_itself",
            "describes_steps",
            "several_steps",
            "step_open",
            "step_fails",
            "summary_rosier_than_a_step",
            "summary_riskier_than_every_step");
    static final List<String> OUTCOMES = List.of("cleared_notify", "contact_review", "escalate");

    private final List<Fact> facts;
    private final Map<String, Integer> factIndex = new LinkedHashMap<>();
    private final int[] firstAtom;
    private final int[] factOfAtom;
    private final List<String> terms;
    private final Map<String, Map<String, Integer>> groups = new LinkedHashMap<>();
    private final Map<String, Integer> termAtoms = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    Atoms(Vocabulary vocabulary, Collection<String> terms) {
        this.facts = vocabulary.facts().stream().filter(fact -> !fact.isSteps()).toList();
        this.terms = List.copyOf(terms);
        this.firstAtom = new int[facts.size()];
        for (int f = 0; f < facts.size(); f++) {
            Fact fact = facts.get(f);
            factIndex.put(fact.id(), f);
            firstAtom[f] = names.size();
            var fields = new ArrayList<>(fact.values().keySet());
            fields.add(OPEN);
            fields.add(STATED);
            group(fact.id(), fields);
        }
        int ofFacts = names.size();
        for (String term : this.terms) {
            termAtoms.put(term, names.size());
            names.add(term);
        }
        group(UNSETTLED, this.terms);
        group(DECLARATION, OF_DECLARATION);
        group(SO_FAR, OUTCOMES);
        group(OUTCOME, OUTCOMES);
        factOfAtom = new int[names.size()];
        Arrays.fill(factOfAtom, -1);
        for (int f = 0; f < facts.size(); f++) {
            Arrays.fill(factOfAtom, firstAtom[f], f + 1 < facts.size() ? firstAtom[f + 1] : ofFacts, f);
        }
    }

    private void group(String variable, List<String> fields) {
        var atoms = new LinkedHashMap<String, Integer>();
        for (String field : fields) {
            atoms.put(field, names.size());
            names.add(variable + "." + field);
        }
        groups.put(variable, atoms);
    }

    public int size() {
        return names.size();
    }

    public List<Fact> facts() {
        return facts;
    }

    public Fact fact(int index) {
        return facts.get(index);
    }

    /** Index of a fact, or -1. */
    public int indexOfFact(String fact) {
        return factIndex.getOrDefault(fact, -1);
    }

    /** The fact an atom belongs to, or -1. */
    int factOf(int atom) {
        return factOfAtom[atom];
    }

    /** First atom of a fact: one for each of its values follows in order, then {@code open} and {@code stated}. */
    int firstAtomOf(int fact) {
        return firstAtom[fact];
    }

    int openAtomOf(int fact) {
        return firstAtom[fact] + facts.get(fact).values().size();
    }

    int statedAtomOf(int fact) {
        return openAtomOf(fact) + 1;
    }

    List<String> terms() {
        return terms;
    }

    /** The term an atom stands for, or -1. */
    int termOf(int atom) {
        return terms.indexOf(names.get(atom));
    }

    boolean isAbout(int atom, String variable) {
        return names.get(atom).startsWith(variable + ".");
    }

    /** Variables that have fields, with the atom of each field. */
    Map<String, Map<String, Integer>> groups() {
        return groups;
    }

    /** The atom of a name as conditions write it; -1 when there is none. */
    int of(String variable, @Nullable String field) {
        if (field == null) {
            return termAtoms.getOrDefault(variable, -1);
        }
        return groups.getOrDefault(variable, Map.of()).getOrDefault(field, -1);
    }

    /** As {@link #of}, for names the program itself uses. */
    int known(String variable, String field) {
        int atom = of(variable, field);
        if (atom < 0) {
            throw new IllegalArgumentException(variable + "." + field);
        }
        return atom;
    }

    String name(int atom) {
        return names.get(atom);
    }
}
