package studio.clearance.approval.casework;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Answer;
import studio.clearance.approval.docket.Docket;
import studio.clearance.approval.docket.Motion;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.domain.Question;
import studio.clearance.approval.domain.Reviewer;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Viewer;
import studio.clearance.approval.people.People;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.FieldError;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.http.StoredResponse;

/**
 * What reviewers do with cases short of deciding them, for the API and the pages alike. Every method throws a
 * {@link Problem} when a rule stands against it.
 */
@ApplicationScoped
public class Casework {

    private final Docket docket;
    private final People people;
    private final ObjectMapper json;

    public Casework(Docket docket, People people, ObjectMapper json) {
        this.docket = docket;
        this.people = people;
        this.json = json;
    }

    /** Who a comment is for. */
    public enum Audience {
        /** Inside the studio only. */
        INTERNAL,
        /** The partner reads it too. */
        PARTNER
    }

    /**
     * @param slot null for the caller's own
     * @param onBehalfOf subject or username of the colleague the caller stands in for
     */
    public StoredResponse claim(Caller caller, UUID caseId, @Nullable Slot slot, @Nullable String onBehalfOf) {
        return docket.move(claiming(caller, caseId, slot, onBehalfOf));
    }

    public StoredResponse release(Caller caller, UUID caseId) {
        return docket.move(
                new Motions.Release(new CaseId(caseId), people.viewer(caller), people.reviewer(caller, null), json));
    }

    /** @param to subject or username */
    public StoredResponse assign(Caller caller, UUID caseId, String to, @Nullable Slot slot) {
        return docket.move(assigning(caller, caseId, to, slot));
    }

    /** @param mentions subjects or usernames of colleagues */
    public StoredResponse comment(
            Caller caller,
            UUID caseId,
            String text,
            Audience audience,
            List<String> mentions,
            IdempotencyKeys.@Nullable Request key) {
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < mentions.size(); i++) {
            subjects.add(known(mentions.get(i), "/mentions/" + i).person().subject());
        }
        return docket.move(new Motions.Comment(
                new CaseId(caseId),
                people.viewer(caller),
                people.reviewer(caller, null),
                TimeOrderedIds.next(),
                text,
                audience,
                subjects,
                key,
                json));
    }

    /** @param facts the facts of the declaration it is about */
    public StoredResponse ask(
            Caller caller,
            UUID caseId,
            String question,
            List<String> facts,
            @Nullable Instant answerWantedBy,
            IdempotencyKeys.@Nullable Request key) {
        Reviewer by = people.reviewer(caller, null);
        return docket.move(new Motions.Ask(
                new CaseId(caseId),
                people.viewer(caller),
                by,
                new Question(TimeOrderedIds.next(), question, facts, by.person(), answerWantedBy),
                key,
                json));
    }

    public StoredResponse takeQuestionBack(Caller caller, UUID caseId, UUID question) {
        return docket.move(new Motions.TakeBack(
                new CaseId(caseId), people.viewer(caller), people.reviewer(caller, null), question, json));
    }

    /** Each case with its own answer, in the order given. */
    public List<Answer> claimAll(Caller caller, List<UUID> caseIds) {
        return docket.moveAll(caseIds.stream()
                .<Motion>map(id -> claiming(caller, id, null, null))
                .toList());
    }

    /** Each case with its own answer, in the order given. */
    public List<Answer> assignAll(Caller caller, List<UUID> caseIds, String to, @Nullable Slot slot) {
        Reviewer assignee = known(to, "/assignee").reviewer();
        return docket.moveAll(caseIds.stream()
                .<Motion>map(id -> assigning(caller, id, assignee, slot))
                .toList());
    }

    private Motion claiming(Caller caller, UUID caseId, @Nullable Slot slot, @Nullable String onBehalfOf) {
        Viewer viewer = people.viewer(caller);
        return new Motions.Claim(new CaseId(caseId), viewer, people.reviewer(caller, onBehalfOf), slot, json);
    }

    private Motion assigning(Caller caller, UUID caseId, String to, @Nullable Slot slot) {
        return assigning(caller, caseId, known(to, "/assignee").reviewer(), slot);
    }

    private Motion assigning(Caller caller, UUID caseId, Reviewer to, @Nullable Slot slot) {
        return new Motions.Assign(
                new CaseId(caseId),
                people.viewer(caller),
                people.reviewer(caller, null),
                caller.is("admin"),
                to,
                slot,
                json);
    }

    private People.Colleague known(String name, String pointer) {
        return people.find(name)
                .orElseThrow(() -> Problem.invalid(List.of(new FieldError(
                        pointer, "Nobody called " + name + " has come here yet; they have to log in once"))));
    }
}
