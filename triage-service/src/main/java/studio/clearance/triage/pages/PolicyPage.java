package studio.clearance.triage.pages;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.http.Caller;
import studio.clearance.kit.http.Callers;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.Problem;
import studio.clearance.triage.domain.lifecycle.Person;
import studio.clearance.triage.domain.lifecycle.PolicyVersion;
import studio.clearance.triage.domain.lifecycle.ReReview;
import studio.clearance.triage.domain.lifecycle.Refusal;
import studio.clearance.triage.domain.lifecycle.Trial;
import studio.clearance.triage.http.Refusals;
import studio.clearance.triage.http.Roles;
import studio.clearance.triage.pages.ConfirmationView.Choice;
import studio.clearance.triage.persistence.PolicyVersions;
import studio.clearance.triage.persistence.Replays;
import studio.clearance.triage.persistence.Replays.OpenCases;
import studio.clearance.triage.publishing.PolicyPublication;
import studio.clearance.triage.publishing.PublishPolicyHandler;
import studio.clearance.triage.replaying.ChangesTable;
import studio.clearance.triage.replaying.ReplayWorker;
import studio.clearance.triage.replaying.StartReplayHandler;

/** The policy as people read it, what a draft would change, and the acts of its owners. */
@Path("/policy")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class PolicyPage {

    /** As versions are named: what is no such name is not taken into an address. */
    private static final String VERSION = "/{version: [A-Za-z0-9][A-Za-z0-9._-]*}";

    private final PolicyReading reading;
    private final PolicyVersions versions;
    private final Replays replays;
    private final ChangesTable table;
    private final StartReplayHandler replaying;
    private final ReplayWorker worker;
    private final PublishPolicyHandler publishing;
    private final Database database;
    private final Callers callers;

    PolicyPage(
            PolicyReading reading,
            PolicyVersions versions,
            Replays replays,
            ChangesTable table,
            StartReplayHandler replaying,
            ReplayWorker worker,
            PublishPolicyHandler publishing,
            Database database,
            Callers callers) {
        this.reading = reading;
        this.versions = versions;
        this.replays = replays;
        this.table = table;
        this.replaying = replaying;
        this.worker = worker;
        this.publishing = publishing;
        this.database = database;
        this.callers = callers;
    }

    @GET
    @Operation(hidden = true)
    public Response policy(
            @RestQuery @Nullable String version,
            @RestQuery @Nullable String draft,
            @RestQuery @Nullable String clauses,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String done,
            @RestCookie @Nullable String tz) {
        Caller reader = callers.current();
        var wanted = new PolicyReading.Wanted(version, draft, clauses, from, to, after);
        return reading.view(reader, wanted, Readers.zone(tz), Done.of(done))
                .map(view -> Html.page(200, Templates.policy(view)))
                .or(() -> reading.unreadable(reader, version)
                        .map(unreadable -> Html.page(200, Templates.problems(problems(reader, unreadable)))))
                .orElseGet(() -> notHere(reader, "There is no such version of the policy."));
    }

    /** The text as it was written. Pages have addresses of their own for it: a browser's log-in does not open the API. */
    @GET
    @Path(VERSION + "/text")
    @Operation(hidden = true)
    public Response text(String version) {
        Caller reader = callers.current();
        return versions.find(version)
                .filter(found -> found instanceof PolicyVersion.Published || Readers.isOfTheStudio(reader))
                .flatMap(found -> versions.text(found.edition().sha256()))
                .map(yaml -> Response.ok(yaml, "text/plain;charset=UTF-8").build())
                .orElseGet(() -> notHere(reader, "There is no such version of the policy."));
    }

    @GET
    @Path(VERSION + "/replay/changes.csv")
    @RolesAllowed({Roles.POLICY_OWNER, Roles.AUDITOR, Roles.ADMIN})
    @Operation(hidden = true)
    public Response changes(String version) {
        return replays.latest(version)
                .map(replay -> table.download(replay, Replays.Selection.ALL))
                .orElseGet(() -> notHere(callers.current(), "This version has not been replayed."));
    }

    @POST
    @Path(VERSION + "/replay")
    @RolesAllowed(Roles.POLICY_OWNER)
    @Operation(hidden = true)
    public Response replay(String version) {
        Caller caller = callers.current();
        return acting(version, Done.STARTED, () -> {
            database.transaction(tx -> replaying.start(tx, person(caller), version, null));
        });
    }

    @POST
    @Path(VERSION + "/replay/cancellation")
    @RolesAllowed(Roles.POLICY_OWNER)
    @Operation(hidden = true)
    public Response cancel(String version) {
        return acting(
                version, Done.CANCELLED, () -> replays.latest(version).ifPresent(last -> replays.cancel(last.id())));
    }

    @POST
    @Path(VERSION + "/replay/resumption")
    @RolesAllowed(Roles.POLICY_OWNER)
    @Operation(hidden = true)
    public Response resume(String version) {
        return acting(version, Done.RESUMED, () -> {
            replays.latest(version).ifPresent(last -> replays.resume(last.id()));
            worker.wake();
        });
    }

    /** The question before the act; the script shows it in a dialog. */
    @POST
    @Path(VERSION + "/publication/confirmation")
    @RolesAllowed(Roles.POLICY_OWNER)
    @Operation(hidden = true)
    public Response question(String version, @RestCookie @Nullable String tz) {
        Caller caller = callers.current();
        return versions.find(version)
                .map(found ->
                        Html.page(200, Templates.publication(confirmation(caller, found, Readers.zone(tz), null))))
                .orElseGet(() -> notHere(caller, "There is no version " + version + "."));
    }

    @POST
    @Path(VERSION + "/publication")
    @RolesAllowed(Roles.POLICY_OWNER)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response publish(
            String version,
            @FormParam("etag") String etag,
            @FormParam("typed") @Nullable String typed,
            @FormParam("changedOutcomes") long changedOutcomes,
            @FormParam("reReview") ReReview reReview,
            @FormParam("effectiveFrom") @Nullable String effectiveFrom,
            @RestCookie @Nullable String tz) {
        Caller caller = callers.current();
        ZoneId zone = Readers.zone(tz);
        if (typed == null || !typed.strip().equals(version)) {
            return asked(caller, version, zone, "Type " + version + " to confirm which version you publish.");
        }
        try {
            Instant from =
                    effectiveFrom == null || effectiveFrom.isBlank() ? null : Readers.instant(effectiveFrom, zone);
            database.transaction(tx -> publishing.publish(
                    tx, person(caller), version, etag, new PolicyPublication(from, changedOutcomes, reReview)));
            return Html.goTo("/policy?version=" + version + "&done=" + Done.PUBLISHED.word());
        } catch (DateTimeException noMoment) {
            return asked(caller, version, zone, "Write the date and time as 2026-12-01T09:00.");
        } catch (Problem refused) {
            return asked(caller, version, zone, refused.detail());
        }
    }

    /** The form's addresses, opened by hand or after a log-in, lead to the page. */
    @GET
    @Path(VERSION + "/{form: replay|publication}{rest: (/[a-z]*)?}")
    @Operation(hidden = true)
    public Response backToThePage(String version) {
        return Html.goTo("/policy?draft=" + version + "#replay");
    }

    private Response asked(Caller caller, String version, ZoneId zone, String refused) {
        PolicyVersion found = versions.find(version).orElseThrow(Refusals::noSuchVersion);
        return Html.page(422, Templates.publication(confirmation(caller, found, zone, refused)));
    }

    private ConfirmationView confirmation(Caller caller, PolicyVersion version, ZoneId zone, @Nullable String refused) {
        String name = version.edition().version();
        List<String> consequences = new ArrayList<>(List.of(
                "It decides every declaration from the moment it takes effect.",
                "Past decisions keep the version that made them."));
        long changed = 0;
        String changes = null;
        List<Choice> choices = List.of();
        String obstacle = refused == null ? obstacle(caller, version) : refused;
        if (version instanceof PolicyVersion.Replayed replayed) {
            Trial trial = replayed.trial();
            changed = trial.changed();
            OpenCases open = replays.openCases(trial.replay());
            if (changed > 0) {
                changes = Words.count(changed, "past outcome", "past outcomes") + " of "
                        + Words.number(trial.examined()) + " would be another under it. You publish it knowing that.";
                choices = choices(open);
            }
        }
        return new ConfirmationView(
                Readers.page("Publish policy " + name, caller, null),
                name,
                ETags.of(version.edition().number()),
                "Publish policy " + name + "?",
                consequences,
                changes,
                changed,
                choices,
                Readers.name(zone),
                obstacle);
    }

    private static List<Choice> choices(OpenCases open) {
        return Arrays.stream(ReReview.values())
                .map(scope -> new Choice(
                        scope.name(),
                        switch (scope) {
                            case NONE -> "Leave them as they are";
                            case IN_REVIEW ->
                                "Decide again what is in review (" + Words.count(open.inReview(), "case", "cases")
                                        + ")";
                            case IN_REVIEW_AND_CLEARED ->
                                "Decide those again, and what was cleared ("
                                        + Words.count(open.cleared(), "case", "cases") + "): some may have to stop";
                        },
                        scope == ReReview.NONE))
                .toList();
    }

    /** What is in the way before anything is tried; the server refuses anyway. */
    private static @Nullable String obstacle(Caller caller, PolicyVersion version) {
        if (version.edition().author().subject().equals(caller.subject())) {
            return Refusal.PUBLISHER_IS_NOT_THE_AUTHOR.says();
        }
        return version instanceof PolicyVersion.Replayed ? null : Refusal.ONLY_A_REPLAYED_TEXT_IS_PUBLISHED.says();
    }

    private static ProblemsView problems(Caller reader, PolicyVersion.Draft draft) {
        String version = draft.edition().version();
        return new ProblemsView(
                Readers.page("Draft " + version, reader, null),
                version,
                draft.edition().author().name(),
                Words.count(draft.problems().size(), "problem", "problems"),
                draft.problems().stream()
                        .map(problem -> new ProblemsView.Line(
                                problem.line() == 0 ? "whole text" : Integer.toString(problem.line()), problem.says()))
                        .toList());
    }

    private static Response acting(String version, Done done, Runnable act) {
        act.run();
        return Html.goTo("/policy?draft=" + version + "&done=" + done.word() + "#replay");
    }

    private static Response notHere(Caller reader, String says) {
        return Html.page(
                404, Templates.notHere(new NotHereView(Readers.page("Not here", reader, null), "Not here", says)));
    }

    private static Person person(Caller caller) {
        return new Person(caller.subject(), caller.name());
    }
}
