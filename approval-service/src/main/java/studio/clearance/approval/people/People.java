package studio.clearance.approval.people;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Refusals;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Reviewer;
import studio.clearance.approval.domain.Rule;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Viewer;
import studio.clearance.approval.settings.Moments;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.http.Caller;

/**
 * The studio's people as far as they have come here. Roles are the identity provider's; what is kept is who they were when
 * last seen, so that colleagues can be named, assigned and delegated to.
 */
@ApplicationScoped
public class People {

    private static final Duration SEEN_AGAIN_AFTER = Duration.ofHours(12);

    private static final String REMEMBER = """
            insert into reviewer (subject, username, name, slots, seen_at)
            values ($1, $2, $3, $4, $5)
            on conflict (subject) do update
              set username = excluded.username, name = excluded.name, slots = excluded.slots, seen_at = excluded.seen_at""";

    private static final String FIND = """
            select subject, username, name, slots from reviewer where subject = $1 or username = $1 limit 1""";

    private static final String WITH_SLOT = """
            select subject, username, name, slots from reviewer where $1 = any (slots) order by name, subject limit 500""";

    private final Database database;
    private final Delegations delegations;
    private final Moments moments;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    public People(Database database, Delegations delegations, Moments moments) {
        this.database = database;
        this.delegations = delegations;
        this.moments = moments;
    }

    /** Someone who can be given work. */
    public record Colleague(Person person, String username, Set<Slot> slots) {
        public Reviewer reviewer() {
            return new Reviewer(person, null, slots);
        }
    }

    private record Seen(Colleague as, Instant at) {}

    /** What the caller may read, their delegations included. */
    public Viewer viewer(Caller caller) {
        Colleague colleague = meet(caller);
        Set<Slot> slots = EnumSet.noneOf(Slot.class);
        slots.addAll(colleague.slots());
        delegations.activeTo(caller.subject()).forEach(delegation -> slots.add(delegation.slot()));
        return new Viewer(colleague.person(), slots, caller.is("auditor") || caller.is("admin"));
    }

    /**
     * In what capacity the caller acts.
     *
     * @param onBehalfOf subject or username of the colleague they stand in for; null to act in their own right
     * @throws studio.clearance.kit.http.Problem when no delegation of that colleague is in force
     */
    public Reviewer reviewer(Caller caller, @Nullable String onBehalfOf) {
        Colleague colleague = meet(caller);
        if (onBehalfOf == null) {
            return colleague.reviewer();
        }
        Colleague delegator = find(onBehalfOf).orElseThrow(() -> noDelegation(onBehalfOf));
        Set<Slot> delegated = EnumSet.noneOf(Slot.class);
        delegations.now(delegator.person(), caller.subject()).forEach(delegation -> delegated.add(delegation.slot()));
        if (delegated.isEmpty()) {
            throw noDelegation(onBehalfOf);
        }
        return new Reviewer(colleague.person(), delegator.person(), delegated);
    }

    public Optional<Colleague> find(String subjectOrUsername) {
        return StreamSupport.stream(database.query(FIND, subjectOrUsername).spliterator(), false)
                .map(People::colleague)
                .findFirst();
    }

    /** Everyone who has come here with the role for that signature, by name. */
    public List<Colleague> whoSignFor(Slot slot) {
        RowSet<Row> rows = database.query(WITH_SLOT, slot.toString());
        return StreamSupport.stream(rows.spliterator(), false)
                .map(People::colleague)
                .toList();
    }

    /** The signatures a caller's own roles let them give. */
    public static Set<Slot> slots(Caller caller) {
        Set<Slot> slots = EnumSet.noneOf(Slot.class);
        if (caller.is("contact")) {
            slots.add(Slot.CONTACT);
        }
        if (caller.is("legal-reviewer")) {
            slots.add(Slot.LEGAL);
        }
        if (caller.is("labour-reviewer")) {
            slots.add(Slot.LABOUR);
        }
        return slots;
    }

    private Colleague meet(Caller caller) {
        Colleague as = new Colleague(new Person(caller.subject(), caller.name()), caller.username(), slots(caller));
        Instant now = moments.now().now();
        Seen last = seen.get(caller.subject());
        if (last == null
                || !last.as().equals(as)
                || last.at().plus(SEEN_AGAIN_AFTER).isBefore(now)) {
            database.query(
                    REMEMBER, caller.subject(), as.username(), as.person().name(), names(as.slots()), now);
            seen.put(caller.subject(), new Seen(as, now));
        }
        return as;
    }

    private static String[] names(Collection<Slot> slots) {
        return slots.stream().map(Slot::toString).toArray(String[]::new);
    }

    private static Colleague colleague(Row row) {
        Set<Slot> slots = EnumSet.noneOf(Slot.class);
        Arrays.stream(row.getArrayOfStrings("slots")).map(Slot::of).forEach(slots::add);
        return new Colleague(
                new Person(row.getString("subject"), row.getString("name")), row.getString("username"), slots);
    }

    private static RuntimeException noDelegation(String name) {
        return Refusals.problem(
                Rule.DELEGATION_IS_IN_FORCE, "No delegation from " + name + " to you is in force at the moment.");
    }
}
