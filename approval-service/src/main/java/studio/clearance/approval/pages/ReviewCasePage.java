package studio.clearance.approval.pages;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.casework.Casework;
import studio.clearance.approval.casework.Casework.Audience;
import studio.clearance.approval.deciding.DecisionRequest;
import studio.clearance.approval.deciding.DecisionRequest.Kind;
import studio.clearance.approval.deciding.DecisionRequest.Says;
import studio.clearance.approval.deciding.Decisions;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Reason;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.pages.CaseReading.Echo;
import studio.clearance.approval.pages.CaseView.Refusal;
import studio.clearance.approval.people.Delegation;
import studio.clearance.approval.people.Delegations;
import studio.clearance.approval.people.People;
import studio.clearance.approval.queue.Queue;
import studio.clearance.approval.queue.ReviewCaseView;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Problem;
import studio.clearance.kit.pages.Page;

/** One case: what a reviewer reads before deciding, and the decision. */
@Path("/queue/{id: [0-9a-fA-F-]{36}}")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ReviewCasePage {

    private static final int CONFLICT = 409;
    private static final int LONGEST_COMMENT = 4_000;
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private final Queue queue;
    private final Casework casework;
    private final Decisions decisions;
    private final Delegations delegations;
    private final Mentions mentions;
    private final Readers readers;
    private final Facts facts;
    private final Requirements requirements;
    private final ApprovalSettings.Sla sla;

    ReviewCasePage(
            Queue queue,
            Casework casework,
            Decisions decisions,
            Delegations delegations,
            Mentions mentions,
            Readers readers,
            PlainWords words,
            ApprovalSettings settings) {
        this.queue = queue;
        this.casework = casework;
        this.decisions = decisions;
        this.delegations = delegations;
        this.mentions = mentions;
        this.readers = readers;
        this.facts = words.facts();
        this.requirements = words.requirements();
        this.sla = settings.sla();
    }

    @GET
    @Operation(hidden = true)
    public Response read(@RestPath UUID id, @RestQuery @Nullable String done, @RestCookie @Nullable String tz) {
        return find(id, tz)
                .map(reading -> Html.page(
                        Templates.reviewCase(reading.view(Done.on(page(reading), done, reading.keep()), Echo.CALM))))
                .orElseGet(this::nothingHere);
    }

    private Optional<CaseReading> find(UUID id, @Nullable String tz) {
        Reader reader = readers.current();
        if (!reader.mayWatchTheQueue()) {
            return Optional.empty();
        }
        return queue.find(id, readers.caller())
                .map(found -> new CaseReading(found, reader, readers.clock(tz), facts, requirements));
    }

    private static Page page(CaseReading reading) {
        ReviewCaseView.UseCaseView useCase = reading.found().useCase();
        return reading.reader().page(useCase.reference() + " " + useCase.title(), "queue");
    }

    private Response nothingHere() {
        Reader reader = readers.current();
        return reader.mayWatchTheQueue()
                ? Html.page(404, Templates.problem(ProblemView.noSuchCase(reader)))
                : Html.page(403, Templates.problem(ProblemView.notForYou(reader)));
    }

    private Response show(int status, CaseReading reading, Echo echo) {
        Page page = page(reading);
        boolean wrong = !echo.problems().isEmpty() || echo.commentError() != null;
        return Html.page(
                status, Templates.reviewCase(reading.view(wrong ? page.titled("Error: " + page.title()) : page, echo)));
    }

    // --- what the script asks for
    // ----------------------------------------------------------------------------------------

    /** @param says what happened on the case meanwhile; empty when nothing did */
    record News(String says) {}

    /** What others did since the page was made. Asked every few seconds by every open page: mostly one read of one row. */
    @GET
    @Path("/news")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public News news(@RestPath UUID id, @RestQuery int seen, @RestQuery int files, @RestCookie @Nullable String tz) {
        if (queue.length(id) <= seen + files) {
            return new News("");
        }
        return find(id, tz)
                .map(reading -> new News(reading.timeline().since(seen, files)))
                .orElse(new News(""));
    }

    /** Somebody to name in a comment. */
    record Namable(String username, String name, String detail) {}

    @GET
    @Path("/colleagues")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public List<Namable> colleagues(@RestPath UUID id, @RestCookie @Nullable String tz) {
        return find(id, tz).stream()
                .flatMap(reading -> mentions.possibleOn(reading.found()).stream()
                        .filter(colleague ->
                                !colleague.username().equals(reading.reader().username())))
                .map(colleague -> new Namable(
                        colleague.username(),
                        colleague.person().name(),
                        colleague.slots().stream().sorted().map(Words::slot).collect(Collectors.joining(", "))))
                .toList();
    }

    // --- acts of one press
    // ---------------------------------------------------------------------------------------------

    @POST
    @Path("/claim")
    @Operation(hidden = true)
    public Response claim(@RestPath UUID id, @RestQuery @Nullable String slot, @RestCookie @Nullable String tz) {
        return act(id, tz, Done.CLAIMED, caller -> {
            Slot asked = slot(slot);
            casework.claim(caller, id, asked, onBehalfOf(caller, asked));
        });
    }

    @POST
    @Path("/release")
    @Operation(hidden = true)
    public Response release(@RestPath UUID id, @RestCookie @Nullable String tz) {
        return act(id, tz, Done.RELEASED, caller -> casework.release(caller, id));
    }

    @POST
    @Path("/take-back")
    @Operation(hidden = true)
    public Response takeBack(@RestPath UUID id, @RestCookie @Nullable String tz) {
        return act(
                id,
                tz,
                Done.TAKEN_BACK,
                caller -> queue.find(id, caller).stream()
                        .flatMap(found -> found.questions().stream())
                        .filter(question -> question.closedAt() == null)
                        .forEach(question -> casework.takeQuestionBack(caller, id, question.id())));
    }

    private interface Act {
        void by(Caller caller);
    }

    private Response act(UUID id, @Nullable String tz, Done done, Act act) {
        try {
            act.by(readers.caller());
            return goBack(id, done);
        } catch (Problem problem) {
            return refused(id, tz, problem, null);
        }
    }

    private static Response goBack(UUID id, Done done) {
        return Html.goTo("/queue/" + id + "?done=" + done.word());
    }

    /** The case as it stands now, with the reason why nothing was done, and what was typed. */
    private Response refused(UUID id, @Nullable String tz, Problem problem, @Nullable Draft draft) {
        return find(id, tz)
                .map(reading -> show(
                        problem.status(),
                        reading,
                        Echo.refused(
                                draft == null
                                        ? null
                                        : draft.seeing(reading.found().version()),
                                new Refusal(title(problem), problem.detail()))))
                .orElseGet(this::nothingHere);
    }

    /** The API names the kind of conflict; a person wants to know that they came too late. */
    private static String title(Problem problem) {
        return problem.status() == CONFLICT ? "Nothing was done: the case is no longer as you saw it" : problem.title();
    }

    @POST
    @Path("/comments")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response comment(
            @RestPath UUID id,
            @RestForm @Nullable String text,
            @RestForm @Nullable String audience,
            @RestCookie @Nullable String tz) {
        String says = text == null ? "" : text.replace("\r\n", "\n").strip();
        boolean toPartner = "PARTNER".equals(audience);
        CaseReading reading = find(id, tz).orElse(null);
        if (reading == null) {
            return nothingHere();
        }
        Set<String> named = Mentions.in(says);
        String wrong = says.isEmpty()
                ? "Write the comment first"
                : says.length() > LONGEST_COMMENT
                        ? "Keep it under " + LONGEST_COMMENT + " characters"
                        : unreachable(reading, named);
        if (wrong != null) {
            return show(422, reading, Echo.commentAgain(says, toPartner, wrong));
        }
        try {
            casework.comment(
                    readers.caller(),
                    id,
                    says,
                    toPartner ? Audience.PARTNER : Audience.INTERNAL,
                    List.copyOf(named),
                    null);
            return Html.goTo("/queue/" + id + "?done=" + Done.COMMENTED.word() + "#timeline");
        } catch (Problem problem) {
            return refused(id, tz, problem, null);
        }
    }

    /** A name that reaches nobody is said while it can still be corrected. */
    private @Nullable String unreachable(CaseReading reading, Set<String> named) {
        if (named.isEmpty()) {
            return null;
        }
        Set<String> possible = mentions.possibleOn(reading.found()).stream()
                .map(colleague -> colleague.username().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return named.stream()
                .filter(name -> !possible.contains(name))
                .findFirst()
                .map(name -> "@" + name + " reaches nobody who can read this case. Choose a name from the list that"
                        + " opens after @, or leave the sign out")
                .orElse(null);
    }

    // --- the decision
    // ----------------------------------------------------------------------------------------------------

    /** The question before what binds someone; or, on the way back from it, the form as it was. */
    @POST
    @Path("/review")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response review(@RestPath UUID id, MultivaluedMap<String, String> form, @RestCookie @Nullable String tz) {
        return find(id, tz).map(reading -> review(reading, form)).orElseGet(this::nothingHere);
    }

    private Response review(CaseReading reading, MultivaluedMap<String, String> form) {
        if (form.containsKey("back")) {
            Draft draft = Draft.from(form).deciding(Draft.chosen(form));
            return show(200, reading, Echo.incomplete(draft, List.of()));
        }
        Draft draft = Draft.from(form);
        DecisionReading decision = decision(reading);
        if (!decision.allows(draft.decision())) {
            return show(
                    403,
                    reading,
                    Echo.refused(draft, new Refusal("You cannot decide this now", decision.whyNot(draft.decision()))));
        }
        if (draft.version() != reading.found().version()) {
            return show(412, reading, Echo.refused(draft.seeing(reading.found().version()), CHANGED));
        }
        List<DecisionForm.Problem> problems = draft.problems(reading.clock().today(), decision.leads());
        return problems.isEmpty()
                ? Html.page(Templates.confirmation(decision.confirmation(page(reading), draft)))
                : show(422, reading, Echo.incomplete(draft, problems));
    }

    private static final Refusal CHANGED = new Refusal(
            "The case has changed since you read it",
            "What you typed is still here. Look at the case again, then decide.");

    private static DecisionReading decision(CaseReading reading) {
        return new DecisionReading(reading.found(), reading.clock(), reading.declared());
    }

    @POST
    @Path("/decision")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response decide(@RestPath UUID id, MultivaluedMap<String, String> form, @RestCookie @Nullable String tz) {
        Draft draft = Draft.from(form);
        Optional<CaseReading> found = find(id, tz);
        if (found.isEmpty()) {
            return nothingHere();
        }
        CaseReading reading = found.get();
        DecisionReading decision = decision(reading);
        List<DecisionForm.Problem> problems = draft.problems(reading.clock().today(), decision.leads());
        if (!problems.isEmpty()) {
            return show(422, reading, Echo.incomplete(draft, problems));
        }
        try {
            return goBack(id, carryOut(readers.caller(), reading, decision, draft));
        } catch (Problem problem) {
            return refused(id, tz, problem, draft);
        }
    }

    private Done carryOut(Caller caller, CaseReading reading, DecisionReading decision, Draft draft) {
        UUID id = reading.found().id();
        if (draft.decision().equals("ask")) {
            casework.ask(caller, id, draft.question(), draft.facts(), answerWantedBy(draft), null);
            return Done.ASKED;
        }
        Kind kind = switch (draft.decision()) {
            case "grant" -> Kind.GRANT;
            case "clear" -> Kind.CLEAR;
            case "escalate" -> Kind.ESCALATE;
            default -> Kind.DENY;
        };
        Slot slot = slot(draft.slot());
        decisions.decide(caller, id, request(caller, decision, draft, kind, slot), draft.version(), null);
        return switch (kind) {
            case GRANT ->
                queue.find(id, caller)
                                .filter(after -> after.state() == CaseState.GRANTED)
                                .isPresent()
                        ? Done.GRANTED
                        : Done.SIGNED;
            case DENY -> Done.DENIED;
            case CLEAR -> Done.CLEARED;
            case ESCALATE -> Done.ESCALATED;
        };
    }

    private DecisionRequest request(
            Caller caller, DecisionReading decision, Draft draft, Kind kind, @Nullable Slot slot) {
        boolean grants = kind == Kind.GRANT;
        return new DecisionRequest(
                kind,
                slot,
                onBehalfOf(caller, slot),
                grants && decision.leads() ? draft.scope() : null,
                grants ? draft.allConditions().stream().map(Says::new).toList() : null,
                grants ? draft.forbiddenUses().stream().map(Says::new).toList() : null,
                grants ? expiresAt(draft) : null,
                grants ? decision.requirementsMet(draft) : null,
                null,
                kind == Kind.DENY ? reasons(decision, draft) : null,
                kind == Kind.CLEAR ? draft.note() : kind == Kind.ESCALATE ? draft.handover() : null);
    }

    private static List<Reason> reasons(DecisionReading decision, Draft draft) {
        return Stream.concat(
                        draft.reasons().stream().map(clause -> new Reason(clause, decision.headingOf(clause))),
                        Stream.of(new Reason(null, draft.why())))
                .toList();
    }

    /** A letter holds to the end of its last day in UTC, the time that letters state. */
    private static @Nullable Instant expiresAt(Draft draft) {
        return Draft.date(draft.until())
                .map(day -> day.atTime(LAST_SECOND).toInstant(ZoneOffset.UTC))
                .orElse(null);
    }

    /** By the end of the studio's working day. */
    private @Nullable Instant answerWantedBy(Draft draft) {
        return Draft.date(draft.by())
                .map(day -> day.atTime(sla.closes()).atZone(sla.zone()).toInstant())
                .orElse(null);
    }

    private static @Nullable Slot slot(@Nullable String name) {
        return Stream.of(Slot.values())
                .filter(slot -> slot.toString().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The colleague whose delegation lets the caller sign; null where they sign in their own right. */
    private @Nullable String onBehalfOf(Caller caller, @Nullable Slot slot) {
        if (slot == null || People.slots(caller).contains(slot)) {
            return null;
        }
        return delegations.activeTo(caller.subject()).stream()
                .filter(delegation -> delegation.slot() == slot)
                .map(Delegation::delegator)
                .map(delegator -> delegator.subject())
                .findFirst()
                .orElse(null);
    }

    /** Back from a log-in that a form of this page needed: the case, where the script puts back what was typed. */
    @GET
    @Path("/{form: claim|release|take-back|comments|review|decision}")
    @Operation(hidden = true)
    public Response backFromLogIn(@RestPath UUID id) {
        return Html.goTo("/queue/" + id);
    }
}
