package studio.clearance.approval.domain;

import static studio.clearance.approval.domain.Cases.CONTACT;
import static studio.clearance.approval.domain.Cases.LEGAL;
import static studio.clearance.approval.domain.Cases.MEI;
import static studio.clearance.approval.domain.Cases.QUESTION;
import static studio.clearance.approval.domain.Cases.aCaseOfTheContact;
import static studio.clearance.approval.domain.Cases.aClaimedCase;
import static studio.clearance.approval.domain.Cases.aClaimedCaseOfTheContact;
import static studio.clearance.approval.domain.Cases.aQuestion;
import static studio.clearance.approval.domain.Cases.aQueuedCase;
import static studio.clearance.approval.domain.Cases.after;
import static studio.clearance.approval.domain.Cases.now;
import static studio.clearance.approval.domain.Cases.terms;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What every action does in every state, found out by doing it. */
final class Lifecycle {

    private Lifecycle() {}

    /** One case in each state of each lane, held by the reviewer who then acts. */
    static Map<String, List<ReviewCase>> states() {
        Map<String, List<ReviewCase>> states = new LinkedHashMap<>();
        states.put(
                "legal",
                List.of(
                        aQueuedCase(),
                        aClaimedCase(),
                        after(aClaimedCase(), new CaseAction.Ask(LEGAL, aQuestion())),
                        after(aClaimedCase(), new CaseAction.Grant(LEGAL, Slot.LEGAL, terms())),
                        after(aClaimedCase(), new CaseAction.Deny(LEGAL, Slot.LEGAL, List.of(new Reason(null, "No.")))),
                        after(aClaimedCase(), new CaseAction.Withdraw(MEI)),
                        after(aClaimedCase(), new CaseAction.Supersede(4))));
        states.put(
                "contact",
                List.of(
                        aCaseOfTheContact(),
                        aClaimedCaseOfTheContact(),
                        after(aClaimedCaseOfTheContact(), new CaseAction.Ask(CONTACT, aQuestion())),
                        after(aClaimedCaseOfTheContact(), new CaseAction.Clear(CONTACT, "Go ahead.")),
                        after(
                                aClaimedCaseOfTheContact(),
                                new CaseAction.Deny(CONTACT, Slot.CONTACT, List.of(new Reason(null, "No.")))),
                        after(aClaimedCaseOfTheContact(), new CaseAction.Withdraw(MEI)),
                        after(
                                aClaimedCaseOfTheContact(),
                                new CaseAction.Escalate(CONTACT, "For legal.", new CaseId(new UUID(9, 9))))));
        return states;
    }

    static Map<String, CaseAction> actions(Lane lane) {
        Reviewer reviewer = lane == Lane.LEGAL ? LEGAL : CONTACT;
        Slot slot = lane.leadingSlot();
        Map<String, CaseAction> actions = new LinkedHashMap<>();
        actions.put("claim", new CaseAction.Claim(reviewer, slot));
        actions.put("release", new CaseAction.Release(reviewer));
        actions.put(
                "assign",
                new CaseAction.Assign(
                        reviewer, false, Reviewer.of(new Person("colleague", "A colleague"), slot), slot));
        actions.put("ask", new CaseAction.Ask(reviewer, aQuestion()));
        actions.put("take back", new CaseAction.TakeBack(reviewer, QUESTION));
        actions.put("answer", new CaseAction.Answer(MEI, QUESTION, "It keeps nothing."));
        actions.put("grant", new CaseAction.Grant(reviewer, slot, terms()));
        actions.put("deny", new CaseAction.Deny(reviewer, slot, List.of(new Reason(null, "No."))));
        actions.put("clear", new CaseAction.Clear(reviewer, "Go ahead."));
        actions.put("escalate", new CaseAction.Escalate(reviewer, "For legal.", new CaseId(new UUID(9, 9))));
        actions.put("comment", new CaseAction.Comment(reviewer, new UUID(8, 8), "Look here.", false));
        actions.put("withdraw", new CaseAction.Withdraw(MEI));
        actions.put("supersede", new CaseAction.Supersede(4));
        actions.put("stand down", new CaseAction.StandDown("2"));
        actions.put("remind", new CaseAction.Announce(SlaClock.Mark.HALF));
        return actions;
    }

    /** A line a state and action: what it leads to, or the rule against it. */
    static String table() {
        StringBuilder table = new StringBuilder();
        states().forEach((lane, cases) -> {
            for (ReviewCase each : cases) {
                actions(each.file().lane())
                        .forEach((name, action) -> table.append("%-8s %-22s %-10s %s%n"
                                .formatted(lane, each.state(), name, outcome(action.on(each, now()), each))));
            }
        });
        return table.toString();
    }

    private static String outcome(Ruling ruling, ReviewCase before) {
        return switch (ruling) {
            case Ruling.Taken taken when taken.next().state() == before.state() -> "done";
            case Ruling.Taken taken -> "-> " + taken.next().state();
            case Ruling.Already already -> "so already";
            case Ruling.Refused refused -> "no: " + refused.rule().slug();
        };
    }

    /** The state diagram in Mermaid, one arrow a change of state that really happened. */
    static String diagram() {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        states().values()
                .forEach(cases ->
                        cases.forEach(each -> actions(each.file().lane()).forEach((name, action) -> {
                            if (action.on(each, now()) instanceof Ruling.Taken taken
                                    && taken.next().state() != each.state()) {
                                arrows.computeIfAbsent(
                                                each.state() + " --> "
                                                        + taken.next().state(),
                                                arrow -> new LinkedHashSet<>())
                                        .add(name);
                            }
                        })));
        return arrows.entrySet().stream()
                .map(arrow -> "    " + arrow.getKey() + ": " + String.join(", ", arrow.getValue()))
                .collect(Collectors.joining("\n", "stateDiagram-v2\n    [*] --> QUEUED: open\n", "\n"));
    }
}
