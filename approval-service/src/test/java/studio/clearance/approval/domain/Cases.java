package studio.clearance.approval.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** People and cases to speak of in tests. */
public final class Cases {

    /** A Wednesday, ten in the morning in London. */
    public static final Instant NOW = Instant.parse("2026-11-18T10:00:00Z");

    public static final BusinessCalendar CALENDAR = new BusinessCalendar(
            ZoneId.of("Europe/London"),
            LocalTime.of(9, 0),
            LocalTime.of(18, 0),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            Set.of(LocalDate.of(2026, 12, 25)));

    public static final Person MEI = new Person("mei", "Mei Chou");
    public static final Person AMARA = new Person("amara", "Amara Okafor");
    public static final Person INGRID = new Person("ingrid", "Ingrid Solheim");
    public static final Person TOMAS = new Person("tomas", "Tomás Rey");
    public static final Person DANA = new Person("dana", "Dana Whitlock");

    public static final Reviewer LEGAL = Reviewer.of(AMARA, Slot.LEGAL);
    public static final Reviewer OTHER_LEGAL = Reviewer.of(INGRID, Slot.LEGAL);
    public static final Reviewer LABOUR = Reviewer.of(TOMAS, Slot.LABOUR);
    public static final Reviewer CONTACT = Reviewer.of(DANA, Slot.CONTACT);

    public static final UUID QUESTION = new UUID(7, 7);

    private Cases() {}

    public static Moment at(Instant time) {
        return new Moment(time, CALENDAR);
    }

    public static Moment now() {
        return at(NOW);
    }

    public static CaseFile file(Lane lane, Slot... slots) {
        return new CaseFile(
                new CaseId(new UUID(1, 1)),
                new UseCaseId(new UUID(2, 2)),
                "UC-2418",
                3,
                new RevisionHash("sha256:" + "5b".repeat(32)),
                lane,
                lane == Lane.LEGAL ? Outcome.ESCALATE : Outcome.CONTACT_REVIEW,
                MEI.subject(),
                "partner-a",
                "northern-line",
                Set.of(slots));
    }

    public static ReviewCase.Queued aQueuedCase() {
        return open(file(Lane.LEGAL, Slot.LEGAL));
    }

    public static ReviewCase.Queued aQueuedCaseForTwo() {
        return open(file(Lane.LEGAL, Slot.LEGAL, Slot.LABOUR));
    }

    public static ReviewCase.Queued aCaseOfTheContact() {
        return open(file(Lane.CONTACT, Slot.CONTACT));
    }

    public static ReviewCase.Claimed aClaimedCase() {
        return (ReviewCase.Claimed) after(aQueuedCase(), new CaseAction.Claim(LEGAL, Slot.LEGAL));
    }

    public static ReviewCase.Claimed aClaimedCaseOfTheContact() {
        return (ReviewCase.Claimed) after(aCaseOfTheContact(), new CaseAction.Claim(CONTACT, Slot.CONTACT));
    }

    public static ReviewCase.Queued open(CaseFile file) {
        return ReviewCase.open(file, Duration.ofHours(27), now());
    }

    public static Question aQuestion() {
        return new Question(
                QUESTION, "Does the tool keep the recordings?", List.of("tool_keeps_or_trains"), AMARA, null);
    }

    public static Terms terms() {
        return new Terms(
                "Two words as scripted, episode 4.",
                List.of("The model is deleted at delivery."),
                List.of(),
                Instant.parse("2027-05-31T22:59:59Z"),
                List.of(),
                List.of());
    }

    public static ReviewCase after(ReviewCase reviewCase, CaseAction... actions) {
        ReviewCase current = reviewCase;
        for (CaseAction action : actions) {
            current = switch (action.on(current, now())) {
                case Ruling.Taken taken -> taken.next();
                case Ruling.Already already -> already.same();
                case Ruling.Refused refused -> throw new AssertionError(refused.because());
            };
        }
        return current;
    }
}
