package studio.clearance.approval.casework;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Hearing;
import studio.clearance.approval.docket.Motion;
import studio.clearance.approval.docket.Standing;
import studio.clearance.approval.domain.CaseAction;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.approval.domain.Question;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.Reviewer;
import studio.clearance.approval.domain.Ruling;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Viewer;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.events.ApprovalEvent.Name;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.kit.http.ETags;
import studio.clearance.kit.http.IdempotencyKeys;
import studio.clearance.kit.http.StoredResponse;

/** The motions of everyday work. Each answers with where the case stands. */
final class Motions {

    private Motions() {}

    private abstract static class Everyday extends Motion {

        private final ObjectMapper json;
        private final IdempotencyKeys.@Nullable Request key;

        Everyday(CaseId caseId, Viewer viewer, IdempotencyKeys.@Nullable Request key, ObjectMapper json) {
            super(caseId, viewer);
            this.key = key;
            this.json = json;
        }

        @Override
        protected Optional<IdempotencyKeys.Request> key() {
            return Optional.ofNullable(key);
        }

        @Override
        protected StoredResponse answer(StoredCase now) {
            return answer(200, null, now, Standing.of(now));
        }

        StoredResponse answer(int status, @Nullable String location, StoredCase now, Object body) {
            try {
                return StoredResponse.json(status, location, ETags.of(now.version()), json.writeValueAsBytes(body));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static final class Claim extends Everyday {

        private final Reviewer by;
        private final @Nullable Slot slot;

        Claim(CaseId caseId, Viewer viewer, Reviewer by, @Nullable Slot slot, ObjectMapper json) {
            super(caseId, viewer, null, json);
            this.by = by;
            this.slot = slot;
        }

        @Override
        protected CaseAction action(ReviewCase on) {
            return new CaseAction.Claim(by, slot == null ? by.slotIn(on.file()) : slot);
        }
    }

    static final class Release extends Everyday {

        private final Reviewer by;

        Release(CaseId caseId, Viewer viewer, Reviewer by, ObjectMapper json) {
            super(caseId, viewer, null, json);
            this.by = by;
        }

        @Override
        protected CaseAction action(ReviewCase on) {
            return new CaseAction.Release(by);
        }
    }

    static final class Assign extends Everyday {

        private final Reviewer by;
        private final boolean handsOutWork;
        private final Reviewer to;
        private final @Nullable Slot slot;

        Assign(
                CaseId caseId,
                Viewer viewer,
                Reviewer by,
                boolean handsOutWork,
                Reviewer to,
                @Nullable Slot slot,
                ObjectMapper json) {
            super(caseId, viewer, null, json);
            this.by = by;
            this.handsOutWork = handsOutWork;
            this.to = to;
            this.slot = slot;
        }

        @Override
        protected CaseAction action(ReviewCase on) {
            return new CaseAction.Assign(by, handsOutWork, to, slot == null ? to.slotIn(on.file()) : slot);
        }
    }

    static final class Comment extends Everyday {

        private final Reviewer by;
        private final UUID id;
        private final String text;
        private final Casework.Audience audience;
        private final List<String> mentions;

        Comment(
                CaseId caseId,
                Viewer viewer,
                Reviewer by,
                UUID id,
                String text,
                Casework.Audience audience,
                List<String> mentions,
                IdempotencyKeys.@Nullable Request key,
                ObjectMapper json) {
            super(caseId, viewer, key, json);
            this.by = by;
            this.id = id;
            this.text = text;
            this.audience = audience;
            this.mentions = mentions;
        }

        @Override
        protected CaseAction action(ReviewCase on) {
            return new CaseAction.Comment(by, id, text, audience == Casework.Audience.PARTNER);
        }

        @Override
        protected StoredCase carryOut(Ruling.Taken taken, StoredCase now, Hearing hearing) {
            Writes writes = hearing.writes();
            CaseFile file = now.reviewCase().file();
            writes.comment(id, file, by.person(), text, audience.name(), mentions);
            if (audience == Casework.Audience.PARTNER) {
                writes.publish(new ApprovalEvent.ReviewCommentShared(
                                About.of(file), id, text, Name.of(by.person()), writes.now())
                        .at(writes.now()));
            }
            return now;
        }

        @Override
        protected StoredResponse answer(StoredCase now) {
            return answer(201, "/api/review-cases/" + caseId(), now, new Made(id, Standing.of(now)));
        }
    }

    static final class Ask extends Everyday {

        private final Reviewer by;
        private final Question question;

        Ask(
                CaseId caseId,
                Viewer viewer,
                Reviewer by,
                Question question,
                IdempotencyKeys.@Nullable Request key,
                ObjectMapper json) {
            super(caseId, viewer, key, json);
            this.by = by;
            this.question = question;
        }

        @Override
        protected CaseAction action(ReviewCase on) {
            return new CaseAction.Ask(by, question);
        }

        @Override
        protected StoredCase carryOut(Ruling.Taken taken, StoredCase now, Hearing hearing) {
            Writes writes = hearing.writes();
            CaseFile file = now.reviewCase().file();
            writes.ask(file, question);
            writes.publish(new ApprovalEvent.InformationRequested(
                            About.of(file),
                            question.id(),
                            question.says(),
                            question.facts(),
                            question.answerWantedBy(),
                            Name.of(by.person()),
                            writes.now())
                    .at(writes.now()));
            return now;
        }

        @Override
        protected StoredResponse answer(StoredCase now) {
            return answer(201, "/api/review-cases/" + caseId(), now, new Made(question.id(), Standing.of(now)));
        }
    }

    static final class TakeBack extends Everyday {

        private final Reviewer by;
        private final UUID question;

        TakeBack(CaseId caseId, Viewer viewer, Reviewer by, UUID question, ObjectMapper json) {
            super(caseId, viewer, null, json);
            this.by = by;
            this.question = question;
        }

        @Override
        protected CaseAction action(ReviewCase on) {
            return new CaseAction.TakeBack(by, question);
        }

        @Override
        protected StoredCase carryOut(Ruling.Taken taken, StoredCase now, Hearing hearing) {
            hearing.writes().closeQuestion(question, null, null);
            return now;
        }
    }

    /** Something that was made on a case, with where the case stands. */
    record Made(UUID id, Standing reviewCase) {}
}
