package studio.clearance.approval.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a signature is given.
 *
 * @param scope what exactly is approved; the leading slot states it, others may leave it to that one
 * @param expiresAt when this signer wants the approval to end; the leading slot states it
 * @param requirements how each requirement was met, in this signer's view
 * @param consents the entries of the consent ledger the approval rests on
 */
public record Terms(
        @Nullable String scope,
        List<String> conditions,
        List<String> forbiddenUses,
        @Nullable Instant expiresAt,
        List<RequirementMet> requirements,
        List<ConsentId> consents) {

    /**
     * The room for one signature's terms, in characters: with those of everybody who signs, a letter stays readable on its two
     * pages.
     */
    static final int MOST_ROOM = 4_500;

    private static final int ROOM_OF_AN_ENTRY = 100;
    private static final int FIRST_WIDE = 0x1100;

    public Terms {
        conditions = List.copyOf(conditions);
        forbiddenUses = List.copyOf(forbiddenUses);
        requirements = List.copyOf(requirements);
        consents = List.copyOf(consents);
    }

    /** How a requirement was met. */
    public enum How {
        /** Evidence was seen. */
        SHOWN,
        /** The partner says so; nothing was seen. */
        DECLARED,
        /** This letter itself gives it: approval of an input, for one. */
        GRANTED_HERE,
        /** It remains to be met; a condition of the letter demands it. */
        BY_CONDITION
    }

    public record RequirementMet(
            String requirement, How how, @Nullable String note) {}

    /** What they take up on paper: a line's end an entry, and twice the room for scripts that are written in full squares. */
    int room() {
        return Stream.of(Stream.ofNullable(scope), conditions.stream(), forbiddenUses.stream())
                .flatMap(each -> each)
                .mapToInt(text -> ROOM_OF_AN_ENTRY
                        + text.codePoints().map(c -> c < FIRST_WIDE ? 1 : 2).sum())
                .sum();
    }

    /** As the audit record keeps them. */
    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("conditions", conditions);
        form.put("forbiddenUses", forbiddenUses);
        form.put("consents", consents.stream().map(ConsentId::toString).toList());
        if (scope != null) {
            form.put("scope", scope);
        }
        if (expiresAt != null) {
            form.put("expiresAt", expiresAt.toString());
        }
        Map<String, Object> met = new LinkedHashMap<>();
        requirements.forEach(each -> met.put(each.requirement(), each.how().name()));
        form.put("requirements", met);
        return form;
    }

    /** The terms of the letter: one scope, everybody's conditions, the earliest end. */
    static Terms together(Terms leading, List<Terms> others) {
        List<Terms> all = Stream.concat(Stream.of(leading), others.stream()).toList();
        return new Terms(
                leading.scope(),
                all.stream().flatMap(t -> t.conditions().stream()).distinct().toList(),
                all.stream().flatMap(t -> t.forbiddenUses().stream()).distinct().toList(),
                all.stream()
                        .map(Terms::expiresAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                all.stream()
                        .flatMap(t -> t.requirements().stream())
                        .collect(Collectors.collectingAndThen(
                                Collectors.toMap(
                                        RequirementMet::requirement,
                                        met -> met,
                                        (first, later) -> first,
                                        LinkedHashMap::new),
                                byName -> List.copyOf(byName.values()))),
                all.stream().flatMap(t -> t.consents().stream()).distinct().toList());
    }
}
