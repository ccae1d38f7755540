package studio.clearance.approval.deciding;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.ApprovalId;
import studio.clearance.approval.domain.AuditChain;
import studio.clearance.approval.domain.CanonicalJson;
import studio.clearance.approval.domain.CaseFile;
import studio.clearance.approval.domain.Holder;
import studio.clearance.approval.domain.LetterNumber;
import studio.clearance.approval.domain.ReviewCase;
import studio.clearance.approval.domain.SignOff;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.domain.Terms;
import studio.clearance.approval.persistence.AssessmentPaper;
import studio.clearance.approval.persistence.Consent;
import studio.clearance.approval.persistence.UseCasePaper;

/** The written approval in the form that is signed: everything it says and everything it rests on, in one document. */
record Letter(
        ApprovalId id,
        LetterNumber number,
        String issuer,
        URI verifyUrl,
        Instant issuedAt,
        ReviewCase.Granted granted,
        UseCasePaper useCase,
        AssessmentPaper assessment,
        List<Consent> consents,
        @Nullable ApprovalId renews,
        AuditChain audit) {

    static final String FORM = "https://clearance.studio/written-approval/v1";

    byte[] canonical() {
        return CanonicalJson.bytes(form());
    }

    private Map<String, Object> form() {
        CaseFile file = granted.file();
        Terms terms = granted.terms();
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("form", FORM);
        letter.put("id", id.toString());
        letter.put("number", number.value());
        letter.put("issuedAt", issuedAt.toString());
        letter.put("issuer", Map.of("name", issuer, "verify", verifyUrl.toString()));
        letter.put("partner", named(useCase.partner().id(), useCase.partner().name()));
        letter.put("production", production());
        letter.put(
                "useCase",
                Map.of(
                        "id", file.useCase().toString(),
                        "reference", file.reference(),
                        "title", useCase.title(),
                        "revision", file.revision(),
                        "revisionHash", file.revisionHash().value()));
        letter.put("scope", Objects.requireNonNull(terms.scope()));
        letter.put("conditions", said(terms.conditions()));
        letter.put("forbiddenUses", said(terms.forbiddenUses()));
        letter.put("effectiveFrom", issuedAt.toString());
        letter.put("expiresAt", Objects.requireNonNull(terms.expiresAt()).toString());
        letter.put("clauses", clauses());
        letter.put("requirements", requirements(terms));
        letter.put("consents", consents.stream().map(Letter::consent).toList());
        letter.put("deciders", deciders());
        letter.put("policy", policy());
        letter.put(
                "audit",
                Map.of("reviewCase", file.id().toString(), "entry", audit.length(), "head", "sha256:" + audit.head()));
        if (renews != null) {
            letter.put("renews", renews.toString());
        }
        return letter;
    }

    private Map<String, Object> production() {
        Map<String, Object> production =
                named(useCase.production().id(), useCase.production().title());
        if (useCase.production().locale() != null) {
            production.put("locale", useCase.production().locale());
        }
        return production;
    }

    private List<Map<String, Object>> clauses() {
        List<Map<String, Object>> clauses = new ArrayList<>();
        for (AssessmentPaper.Clause clause : assessment.clauses()) {
            if (clause.displacedBy() == null) {
                Map<String, Object> form = new LinkedHashMap<>();
                form.put("id", clause.id());
                put(form, "heading", clause.heading());
                put(form, "demand", clause.demand());
                put(form, "certainty", clause.certainty());
                clauses.add(form);
            }
        }
        return clauses;
    }

    private List<Map<String, Object>> requirements(Terms terms) {
        List<Map<String, Object>> requirements = new ArrayList<>();
        for (AssessmentPaper.Requirement requirement :
                Optional.ofNullable(assessment.requirements()).orElse(List.of())) {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("id", requirement.id());
            put(form, "says", requirement.says());
            Optional<Terms.RequirementMet> met = terms.requirements().stream()
                    .filter(each -> each.requirement().equals(requirement.id()))
                    .findFirst();
            form.put(
                    "met",
                    met.map(Terms.RequirementMet::how)
                            .orElse(Terms.How.DECLARED)
                            .name());
            met.map(Terms.RequirementMet::note).ifPresent(note -> form.put("note", note));
            requirements.add(form);
        }
        return requirements;
    }

    private List<Map<String, Object>> deciders() {
        List<Map<String, Object>> deciders = new ArrayList<>();
        for (Map.Entry<Slot, SignOff> entry : granted.signOffs().bySlot().entrySet()) {
            SignOff.Signed signed = (SignOff.Signed) entry.getValue();
            Holder by = signed.by();
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("slot", entry.getKey().toString());
            form.put("name", by.person().name());
            if (by.onBehalfOf() != null) {
                form.put("onBehalfOf", by.onBehalfOf().name());
            }
            form.put("signedAt", signed.at().toString());
            deciders.add(form);
        }
        return deciders;
    }

    private Map<String, Object> policy() {
        Map<String, Object> form = new LinkedHashMap<>();
        AssessmentPaper.Policy policy = assessment.policy();
        if (policy != null) {
            put(form, "id", policy.id());
            put(form, "version", policy.version());
            put(form, "sha256", policy.sha256());
            put(form, "evaluator", policy.evaluator());
        }
        return form;
    }

    private static Map<String, Object> consent(Consent consent) {
        return Map.of(
                "id", consent.id().toString(),
                "performer", consent.performer(),
                "document", "sha256:" + consent.documentSha256());
    }

    private static Map<String, Object> named(String id, @Nullable String name) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("id", id);
        put(named, "name", name);
        return named;
    }

    private static List<Map<String, String>> said(List<String> all) {
        return all.stream().map(says -> Map.of("says", says)).toList();
    }

    private static void put(Map<String, Object> form, String name, @Nullable String value) {
        if (value != null) {
            form.put(name, value);
        }
    }
}
