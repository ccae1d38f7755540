package studio.clearance.approval.auditing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.auditing.AuditVerifier.Broken;
import studio.clearance.approval.auditing.AuditVerifier.Finding;
import studio.clearance.approval.domain.AuditChain;
import studio.clearance.approval.domain.AuditSeal;
import studio.clearance.approval.domain.CaseId;
import studio.clearance.kit.Json;

/** The audit record as an auditor took it away: a line a seal, then a line an entry. Checked without the service. */
public final class ExportedAudit {

    private final List<StoredSeal> seals = new ArrayList<>();
    private final List<Sealed> entries = new ArrayList<>();
    private @Nullable AuditChain chain;
    private long cases;

    private record Sealed(BigInteger xid, AuditSeal.Covered covered) {}

    private ExportedAudit() {}

    /**
     * @param signed the content of a JWS that a known key signed as a seal
     * @throws IOException when it cannot be read, or a line is not of an export
     */
    public static Finding verify(BufferedReader lines, Function<String, Optional<byte[]>> signed) throws IOException {
        ExportedAudit audit = new ExportedAudit();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                Broken broken = audit.take(Json.tree(line.getBytes(StandardCharsets.UTF_8)));
                if (broken != null) {
                    return new Finding(audit.entries.size(), audit.cases, 0, broken);
                }
            } catch (RuntimeException malformed) {
                throw new IOException("Line " + number + " is not of an export of the audit record", malformed);
            }
        }
        return audit.underSeals(signed);
    }

    private @Nullable Broken take(JsonNode line) {
        if (line.has("seal")) {
            seals.add(new StoredSeal(
                    line.path("seal").intValue(),
                    line.path("uptoXid").textValue(),
                    line.path("entries").longValue(),
                    HexFormat.of().parseHex(line.path("digest").textValue()),
                    line.path("jws").textValue()));
            return null;
        }
        UUID caseId = UUID.fromString(line.path("case").textValue());
        AuditChain before = chain;
        if (before == null || !before.caseId().equals(caseId)) {
            before = AuditChain.startOf(new CaseId(caseId));
            cases++;
        }
        AuditChain.Link link = new AuditChain.Link(
                caseId,
                line.path("number").intValue(),
                line.path("entry").textValue(),
                line.path("hash").textValue());
        if (!before.isFollowedBy(link)) {
            return AuditVerifier.broken(before, link);
        }
        chain = link.chain();
        entries.add(new Sealed(
                new BigInteger(line.path("xid").textValue()),
                new AuditSeal.Covered(caseId, link.number(), HexFormat.of().parseHex(link.hash()))));
        return null;
    }

    private Finding underSeals(Function<String, Optional<byte[]>> signed) {
        entries.sort(Comparator.comparing(Sealed::xid)
                .thenComparing(entry -> entry.covered().caseId().toString())
                .thenComparing(entry -> entry.covered().number()));
        byte[] before = AuditSeal.start();
        int position = 0;
        int sealed = 0;
        for (StoredSeal seal : seals) {
            BigInteger upto = new BigInteger(seal.uptoXid());
            List<AuditSeal.Covered> covered = new ArrayList<>();
            while (position < entries.size() && entries.get(position).xid().compareTo(upto) < 0) {
                covered.add(entries.get(position++).covered());
            }
            String wrong = seal.number() == sealed + 1
                    ? seal.wrong(AuditSeal.over(seal.number(), before, covered), signed)
                    : "a seal is missing before it";
            if (wrong != null) {
                return new Finding(entries.size(), cases, sealed, new Broken(null, sealed + 1, wrong));
            }
            before = seal.digest();
            sealed++;
        }
        return new Finding(entries.size(), cases, sealed, null);
    }
}
