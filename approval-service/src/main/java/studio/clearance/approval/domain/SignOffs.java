package studio.clearance.approval.domain;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The signatures a case needs, in the order of {@link Slot}. */
public record SignOffs(Map<Slot, SignOff> bySlot) {

    public SignOffs {
        bySlot = Collections.unmodifiableMap(new EnumMap<>(bySlot));
    }

    public static SignOffs vacant(Collection<Slot> slots) {
        EnumMap<Slot, SignOff> vacant = new EnumMap<>(Slot.class);
        slots.forEach(slot -> vacant.put(slot, new SignOff.Vacant()));
        return new SignOffs(vacant);
    }

    public Optional<SignOff> of(Slot slot) {
        return Optional.ofNullable(bySlot.get(slot));
    }

    public boolean someoneWorksOnIt() {
        return bySlot.values().stream().anyMatch(SignOff.Held.class::isInstance);
    }

    public boolean complete() {
        return bySlot.values().stream().allMatch(SignOff.Signed.class::isInstance);
    }

    public Stream<SignOff.Signed> signed() {
        return bySlot.values().stream().filter(SignOff.Signed.class::isInstance).map(SignOff.Signed.class::cast);
    }

    /** The slots this person has claimed and not signed. */
    Stream<Slot> heldBy(Person person) {
        return bySlot.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof SignOff.Held held
                        && held.holder().person().is(person))
                .map(Map.Entry::getKey);
    }

    SignOffs with(Slot slot, SignOff signOff) {
        EnumMap<Slot, SignOff> next = new EnumMap<>(bySlot);
        next.put(slot, signOff);
        return new SignOffs(next);
    }
}
