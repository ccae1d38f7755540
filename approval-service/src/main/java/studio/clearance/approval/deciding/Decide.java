package studio.clearance.approval.deciding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Hearing;
import studio.clearance.approval.docket.Motion;
import studio.clearance.approval.docket.Standing;
import studio.clearance.approval.domain.AuditEntry;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.domain.ConsentId;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.Reviewer;
import studio.clearance.approval.domain.Rule;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Viewer;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.events.ApprovalEvent.Decider;
import studio.clearance.approval.events.ApprovalEvent.Name;
import studio.clearance.approval.persistence.AssessmentPaper;
import studio.clearance.approval.persistence.Consent;
import studio.clearance.approval.persistence.Consents;
import studio.clearance.approval.persistence.NewCase;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.UseCasePaper;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.ReviewPolicies;
import studio.clearance.kit.Json;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.StoredResponse;

/** One signature's decision: a grant, a denial, a contact's clearance or a contact's escalation. */
final class Decide extends Motion {

    private final Reviewer by;
    private final DecisionRequest request;
    private final long version;
    private final IdempotencyKeys.@Nullable Request key;
    private final LetterOffice letters;
    private final ReviewPolicies policies;
    private final ObjectMapper json;
    private final CaseId continuedBy = new CaseId(TimeOrderedIds.next());
    private final Consents consents;
    private LetterOffice.@Nullable Issued issued;
    private List<Consent> rests = List.of();

    Decide(
            CaseId caseId,
            Viewer viewer,
            Reviewer by,
            DecisionRequest request,
            long version,
            IdempotencyKeys.@Nullable Request key,
            LetterOffice letters,
            ReviewPolicies policies,
            Consents consents,
            ObjectMapper json) {
        super(caseId, viewer);
        this.by = by;
        this.request = request;
        this.version = version;
        this.key = key;
        this.letters = letters;
        this.policies = policies;
        this.consents = consents;
        this.json = json;
    }

    @Override
    protected CaseAction action(ReviewCase on) {
        return switch (request.decision()) {
            case GRANT -> new CaseAction.Grant(by, slot(on), request.terms());
            case DENY -> new CaseAction.Deny(by, slot(on), request.reasonsGiven());
            case CLEAR -> new CaseAction.Clear(by, request.noteOrNothing());
            case ESCALATE -> new CaseAction.Escalate(by, request.noteOrNothing(), continuedBy);
        };
    }

    private Slot slot(ReviewCase on) {
        return request.slot() == null ? by.slotIn(on.file()) : request.slot();
    }

    @Override
    protected OptionalLong ifVersion() {
        return OptionalLong.of(version);
    }

    @Override
    protected Optional<IdempotencyKeys.Request> key() {
        return Optional.ofNullable(key);
    }

    @Override
    protected boolean needsPapers() {
        return request.decision() == DecisionRequest.Kind.GRANT || request.decision() == DecisionRequest.Kind.ESCALATE;
    }

    @Override
    protected List<ConsentId> consents() {
        return request.terms().consents();
    }

    /** Everything the letter would rest on must hold: what this signature names, and what earlier ones named. */
    @Override
    protected Optional<Ruling.Refused> objection(Hearing hearing) {
        ReviewCase reviewCase = hearing.before().reviewCase();
        Set<UUID> named = new LinkedHashSet<>();
        reviewCase
                .signOffs()
                .signed()
                .forEach(signed -> signed.terms().consents().forEach(id -> named.add(id.value())));
        Map<UUID, Consent> found = new LinkedHashMap<>(hearing.consents());
        if (request.decision() == DecisionRequest.Kind.GRANT && !found.keySet().containsAll(named)) {
            found.putAll(consents.hold(hearing.tx(), named));
        }
        consents().forEach(id -> named.add(id.value()));
        rests = named.stream().map(found::get).filter(Objects::nonNull).toList();
        for (UUID id : named) {
            Consent consent = found.get(id);
            if (consent == null || !consent.holdsAt(hearing.writes().now())) {
                return Optional.of(new Ruling.Refused(
                        Rule.CONSENTS_ARE_LIVE, "The consent " + id + " does not hold: it ended, or there is none."));
            }
            if (!consent.production().equals(reviewCase.file().production())) {
                return Optional.of(new Ruling.Refused(
                        Rule.CONSENT_FITS_THE_PRODUCTION, "The consent " + id + " was given for another production."));
            }
        }
        return Optional.empty();
    }

    @Override
    protected StoredCase carryOut(Ruling.Taken taken, StoredCase now, Hearing hearing) {
        Writes writes = hearing.writes();
        ReviewCase before = hearing.before().reviewCase();
        CaseFile file = before.file();
        About about = About.of(file);
        issued = null;
        return switch (request.decision()) {
            case GRANT -> {
                writes.decide(file, slot(before), "GRANT", by.asHolder(), text(request.terms()));
                if (!(taken.next() instanceof ReviewCase.Granted granted)) {
                    yield now;
                }
                LetterOffice.Issued letter = letters.issue(granted, rests, now, hearing);
                issued = letter;
                yield letter.now();
            }
            case DENY -> {
                writes.decide(file, slot(before), "DENY", by.asHolder(), text(request.reasonsGiven()));
                writes.publish(new ApprovalEvent.ApprovalDenied(
                                about,
                                request.reasonsGiven(),
                                List.of(Decider.of(slot(before).toString(), by.asHolder())),
                                writes.now())
                        .at(writes.now()));
                yield now;
            }
            case CLEAR -> {
                writes.decide(file, Slot.CONTACT, "CLEAR", by.asHolder(), text(request.noteOrNothing()));
                writes.publish(new ApprovalEvent.ReviewCleared(
                                about, request.noteOrNothing(), Name.of(by.person()), writes.now())
                        .at(writes.now()));
                yield now;
            }
            case ESCALATE -> {
                writes.decide(file, Slot.CONTACT, "ESCALATE", by.asHolder(), text(request.noteOrNothing()));
                openForLegal(hearing);
                writes.publish(new ApprovalEvent.ReviewEscalated(
                                about,
                                Lane.LEGAL.toString(),
                                request.noteOrNothing(),
                                continuedBy.value(),
                                Name.of(by.person()),
                                writes.now())
                        .at(writes.now()));
                yield now;
            }
        };
    }

    /** The same revision on the same papers, with the signatures that legal's lane asks for. */
    private void openForLegal(Hearing hearing) {
        Writes writes = hearing.writes();
        CaseFile contacts = hearing.before().reviewCase().file();
        UseCasePaper.Head useCase = UseCasePaper.Head.read(hearing.papers().useCase());
        AssessmentPaper assessment = AssessmentPaper.read(hearing.papers().assessment());
        CaseFile file = new CaseFile(
                continuedBy,
                contacts.useCase(),
                contacts.reference(),
                contacts.revision(),
                contacts.revisionHash(),
                Lane.LEGAL,
                contacts.outcome(),
                contacts.submitter(),
                contacts.partner(),
                contacts.production(),
                policies.slots().slotsFor(Lane.LEGAL, assessment.fired()));
        writes.open(
                new NewCase(
                        ReviewCase.open(file, policies.target(Lane.LEGAL, file.outcome()), writes.moment()),
                        useCase.title(),
                        useCase.partner().name(),
                        useCase.production().title(),
                        assessment.leading(),
                        contacts.id().value(),
                        false,
                        hearing.papers()),
                AuditEntry.opened(
                        Person.SYSTEM,
                        writes.now(),
                        file,
                        Map.of("continues", contacts.id().toString())));
    }

    @Override
    protected StoredResponse answer(StoredCase now) {
        LetterOffice.Issued letter = issued;
        UUID next = now.reviewCase() instanceof ReviewCase.Superseded superseded && superseded.continuedBy() != null
                ? superseded.continuedBy().value()
                : null;
        Decided decided = new Decided(
                request.decision(),
                slot(now.reviewCase()),
                Standing.of(now),
                letter == null
                        ? null
                        : new Decided.Issued(
                                letter.id().value(), letter.number().value(), letter.expiresAt(), letter.verifyUrl()),
                next);
        String location = letter == null
                ? "/api/review-cases/" + (next == null ? caseId() : next)
                : "/api/approvals/" + letter.id();
        try {
            return StoredResponse.json(201, location, ETags.of(now.version()), json.writeValueAsBytes(decided));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
