package studio.clearance.approval.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The end of a case's audit chain: how many entries it has and the hash of the last, which covers all before it.
 *
 * @param head lower-case hex of a SHA-256
 */
public record AuditChain(UUID caseId, int length, String head) {

    private static final String START = "0".repeat(64);

    /**
     * An entry in its place.
     *
     * @param text the entry as canonical JSON
     * @param hash lower-case hex of SHA-256 over the previous hash's bytes followed by the text's
     */
    public record Link(UUID caseId, int number, String text, String hash) {
        public AuditChain chain() {
            return new AuditChain(caseId, number, hash);
        }
    }

    public static AuditChain startOf(CaseId caseId) {
        return new AuditChain(caseId.value(), 0, START);
    }

    public Link append(AuditEntry entry) {
        int number = length + 1;
        String text = CanonicalJson.text(form(number, entry));
        return new Link(caseId, number, text, hash(head, text));
    }

    /** Whether that text, with that hash, is what follows this chain. */
    public boolean isFollowedBy(Link link) {
        return link.caseId().equals(caseId)
                && link.number() == length + 1
                && link.hash().equals(hash(head, link.text()));
    }

    private Map<String, Object> form(int number, AuditEntry entry) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("case", caseId.toString());
        form.put("number", number);
        form.put("action", entry.action());
        form.put("actor", person(entry.actor()));
        if (entry.onBehalfOf() != null) {
            form.put("onBehalfOf", person(entry.onBehalfOf()));
        }
        form.put("at", entry.at().toString());
        form.put("revision", entry.revision());
        form.put("detail", entry.detail());
        return form;
    }

    private static Map<String, Object> person(Person person) {
        return Map.of("subject", person.subject(), "name", person.name());
    }

    static String hash(String previous, String text) {
        MessageDigest sha256 = sha256();
        sha256.update(HexFormat.of().parseHex(previous));
        return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
