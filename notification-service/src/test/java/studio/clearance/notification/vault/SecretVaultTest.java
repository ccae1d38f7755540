package studio.clearance.notification.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretVaultTest {

    private static final byte[] KEY = random(32);
    private static final byte[] FORMER_KEY = random(32);
    private static final UUID PLACE = new UUID(1, 1);
    private static final byte[] MESSAGE = "msg_1.1795088400.{}".getBytes(UTF_8);

    private final SecretVault vault = new SecretVault(List.of(KEY));

    @Test
    void what_was_sealed_opens_in_its_place() {
        SigningSecret secret = SigningSecret.random();

        SigningSecret opened = vault.open(PLACE, vault.seal(PLACE, secret));

        assertThat(opened.shared()).isEqualTo(secret.shared());
        assertThat(opened.publicKey()).isEqualTo(secret.publicKey());
    }

    @Test
    void moved_to_another_row_it_does_not_open() {
        byte[] sealed = vault.seal(PLACE, SigningSecret.random());

        assertThatIllegalStateException().isThrownBy(() -> vault.open(new UUID(1, 2), sealed));
    }

    @Test
    void changed_by_one_bit_it_does_not_open() {
        byte[] sealed = vault.seal(PLACE, SigningSecret.random());
        sealed[sealed.length - 1] ^= 1;

        assertThatIllegalStateException().isThrownBy(() -> vault.open(PLACE, sealed));
    }

    @Test
    void sealed_twice_it_looks_different_and_shows_nothing_of_itself() {
        SigningSecret secret = SigningSecret.random();

        byte[] sealed = vault.seal(PLACE, secret);

        assertThat(sealed).isNotEqualTo(vault.seal(PLACE, secret));
        assertThat(HexFormat.of().formatHex(sealed))
                .doesNotContain(HexFormat.of().formatHex(secret.material()).substring(0, 16));
    }

    @Test
    void a_former_key_still_opens_and_the_current_one_seals() {
        byte[] before = new SecretVault(List.of(FORMER_KEY)).seal(PLACE, SigningSecret.random());
        SecretVault changed = new SecretVault(List.of(KEY, FORMER_KEY));

        assertThat(changed.open(PLACE, before)).isNotNull();
        assertThat(vault.open(PLACE, changed.seal(PLACE, SigningSecret.random())))
                .isNotNull();
        assertThatIllegalStateException()
                .isThrownBy(() -> vault.open(PLACE, before))
                .withMessageContaining("former-sealing-keys");
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretVault(List.of(random(16))));
    }

    @Test
    void secrets_are_written_as_the_standard_writes_them() {
        SigningSecret secret = SigningSecret.random();

        assertThat(secret.shared()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.shared().substring(6))).hasSize(32);
        assertThat(secret.publicKey()).startsWith("whpk_");
        assertThat(Base64.getDecoder().decode(secret.publicKey().substring(5))).hasSize(32);
        assertThat(secret.toString()).doesNotContain(secret.shared());
    }

    @Test
    void the_platforms_own_ed25519_accepts_our_signature() throws Exception {
        SigningSecret secret = SigningSecret.random();

        String signature = secret.ed25519(MESSAGE);

        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey(secret));
        verifier.update(MESSAGE);
        assertThat(signature).startsWith("v1a,");
        assertThat(verifier.verify(Base64.getDecoder().decode(signature.substring(4))))
                .isTrue();
    }

    private static PublicKey publicKey(SigningSecret secret) throws Exception {
        byte[] raw = Base64.getDecoder().decode(secret.publicKey().substring(5));
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = new byte[prefix.length + raw.length];
        System.arraycopy(prefix, 0, encoded, 0, prefix.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] random(int bytes) {
        byte[] key = new byte[bytes];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
