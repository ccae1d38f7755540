package studio.clearance.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    private static final AuditChain START = AuditChain.startOf(new CaseId(new UUID(1, 1)));
    private static final AuditEntry OPENED =
            new AuditEntry("opened", Person.SYSTEM, null, Cases.NOW, 1, Map.of("lane", "legal"));

    @Test
    void a_hash_covers_the_one_before_and_the_entry() throws Exception {
        AuditChain.Link first = START.append(OPENED);

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(new byte[32]);
        sha256.update(first.text().getBytes(StandardCharsets.UTF_8));
        assertThat(first.hash()).isEqualTo(HexFormat.of().formatHex(sha256.digest()));
    }

    @Test
    void an_entry_is_canonical_json() {
        assertThat(START.append(OPENED).text())
                .isEqualTo("{\"action\":\"opened\",\"actor\":{\"name\":\"Clearance\",\"subject\":\"system\"},"
                        + "\"at\":\"2026-11-18T10:00:00Z\",\"case\":\"00000000-0000-0001-0000-000000000001\","
                        + "\"detail\":{\"lane\":\"legal\"},\"number\":1,\"revision\":1}");
    }

    @Test
    void a_changed_entry_no_longer_follows() {
        AuditChain.Link first = START.append(OPENED);
        AuditChain.Link forged =
                new AuditChain.Link(first.caseId(), 1, first.text().replace("legal", "contact"), first.hash());

        assertThat(START.isFollowedBy(first)).isTrue();
        assertThat(START.isFollowedBy(forged)).isFalse();
    }

    @Test
    void an_entry_that_was_left_out_is_missed() {
        AuditChain one = START.append(OPENED).chain();
        AuditChain.Link second = one.append(OPENED);
        AuditChain.Link third = second.chain().append(OPENED);

        assertThat(one.isFollowedBy(third)).isFalse();
        assertThat(second.chain().isFollowedBy(third)).isTrue();
    }
}
