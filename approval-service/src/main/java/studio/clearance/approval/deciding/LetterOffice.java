package studio.clearance.approval.deciding;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.docket.Hearing;
import studio.clearance.approval.domain.Approval;
import studio.clearance.approval.domain.ApprovalId;
import studio.clearance.approval.domain.AuditEntry;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.LetterNumber;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.SignOff;
import studio.clearance.approval.domain.Terms;
import studio.clearance.approval.events.About;
import studio.clearance.approval.events.ApprovalEvent;
import studio.clearance.approval.events.ApprovalEvent.ApprovalSuperseded.Because;
import studio.clearance.approval.events.ApprovalEvent.Decider;
import studio.clearance.approval.events.ApprovalEvent.Says;
import studio.clearance.approval.persistence.Approvals;
import studio.clearance.approval.persistence.AssessmentPaper;
import studio.clearance.approval.persistence.Consent;
import studio.clearance.approval.persistence.NewApproval;
import studio.clearance.approval.persistence.StoredApproval;
import studio.clearance.approval.persistence.StoredCase;
import studio.clearance.approval.persistence.UseCasePaper;
import studio.clearance.approval.persistence.Writes;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.approval.signing.Keystore;
import studio.clearance.kit.TimeOrderedIds;

/** Where a granted case becomes a letter: composed, signed once, issued, and told to everyone. */
@ApplicationScoped
class LetterOffice {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keystore keystore;
    private final Approvals approvals;
    private final String issuer;
    private final URI publicUrl;

    LetterOffice(Keystore keystore, Approvals approvals, ApprovalSettings settings) {
        this.keystore = keystore;
        this.approvals = approvals;
        this.issuer = settings.issuer();
        this.publicUrl = settings.publicUrl();
    }

    /** A letter on its way out, with the case as it stands after the record of it. */
    record Issued(ApprovalId id, LetterNumber number, URI verifyUrl, Instant expiresAt, StoredCase now) {}

    /**
     * @param consents all that the signatures rest on
     * @param now the case right after the last signature: its audit head is what the letter names
     */
    Issued issue(ReviewCase.Granted granted, List<Consent> consents, StoredCase now, Hearing hearing) {
        Writes writes = hearing.writes();
        CaseFile file = granted.file();
        Terms terms = granted.terms();
        Instant issuedAt = writes.now();
        ApprovalId id = new ApprovalId(TimeOrderedIds.next());
        LetterNumber number = LetterNumber.draw(issuedAt, RANDOM);
        URI verifyUrl = publicUrl.resolve("/verify/" + number);
        ApprovalId renewed = renew(hearing, id);
        Letter letter = new Letter(
                id,
                number,
                issuer,
                verifyUrl,
                issuedAt,
                granted,
                UseCasePaper.read(hearing.papers().useCase()),
                AssessmentPaper.read(hearing.papers().assessment()),
                consents,
                renewed,
                now.chain());
        Keystore.Signed signed = keystore.sign(Keystore.LETTER, letter.canonical());
        Instant expiresAt = Objects.requireNonNull(terms.expiresAt());
        writes.issue(new NewApproval(
                id,
                number,
                file,
                issuedAt,
                expiresAt,
                issuedAt,
                signed.kid(),
                signed.jws(),
                renewed,
                terms.consents()));
        writes.publish(new ApprovalEvent.ApprovalGranted(
                        About.of(file),
                        id.value(),
                        number.value(),
                        Objects.requireNonNull(terms.scope()),
                        terms.conditions().stream().map(Says::new).toList(),
                        terms.forbiddenUses().stream().map(Says::new).toList(),
                        issuedAt,
                        expiresAt,
                        verifyUrl,
                        deciders(granted),
                        renewed == null ? null : renewed.value(),
                        issuedAt)
                .at(issuedAt));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("approval", id.toString());
        detail.put("number", number.value());
        detail.put("kid", signed.kid());
        detail.put("letter", "sha256:" + sha256(signed.jws()));
        StoredCase recorded = writes.note(
                now, new AuditEntry("letter-issued", Person.SYSTEM, null, issuedAt, file.revision(), detail));
        return new Issued(id, number, verifyUrl, expiresAt, recorded);
    }

    /** One use has one living letter: a new one takes the place of the one before. */
    private @Nullable ApprovalId renew(Hearing hearing, ApprovalId by) {
        if (!hearing.before().useCaseHasApproval()) {
            return null;
        }
        CaseFile file = hearing.before().reviewCase().file();
        StoredApproval earlier = approvals
                .lockLivingOf(hearing.tx(), Set.of(file.useCase().value()))
                .get(file.useCase().value());
        if (earlier == null || !(earlier.approval() instanceof Approval.Living living)) {
            return null;
        }
        Writes writes = hearing.writes();
        Approval.Taken taken = living.supersede("A new letter takes its place.", by, writes.now());
        writes.note(earlier.grantedIn(), taken.entry());
        writes.change(taken.next());
        writes.publish(new ApprovalEvent.ApprovalSuperseded(
                        About.of(living.about().file()),
                        living.about().id().value(),
                        Because.RENEWED,
                        by.value(),
                        null,
                        List.of(),
                        writes.now())
                .at(writes.now()));
        return living.about().id();
    }

    private static List<Decider> deciders(ReviewCase.Granted granted) {
        return granted.signOffs().bySlot().entrySet().stream()
                .map(entry -> Decider.of(entry.getKey().toString(), ((SignOff.Signed) entry.getValue()).by()))
                .toList();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
