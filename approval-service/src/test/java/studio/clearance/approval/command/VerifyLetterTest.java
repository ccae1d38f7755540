package studio.clearance.approval.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.clearance.kit.Json;

/** On letters that a library of others signed. */
class VerifyLetterTest {

    private static final Instant IN_TERM = Instant.parse("2026-12-01T12:00:00Z");

    @TempDir
    Path desk;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private OctetKeyPair key;
    private String letter;

    @BeforeEach
    void aSignedLetter() throws Exception {
        key = new OctetKeyPairGenerator(Curve.Ed25519).keyIDFromThumbprint(true).generate();
        letter = Files.readString(Path.of("src/test/resources/letters/WA-2026-4J7QK-2M9RT.json"));
        write("keys.json", new JWKSet(key).toString());
        write("letter.jws", signed("clearance-approval+jws"));
        write("letter.json", letter);
    }

    @Test
    void a_genuine_letter_is_told_with_its_terms() {
        assertThat(verify(IN_TERM, "letter.jws")).isEqualTo(VerifyLetter.GENUINE);

        assertThat(said())
                .startsWith("GENUINE\n")
                .contains("WA-2026-4J7QK-2M9RT", "Fathom & Field Ltd", "Tomás Rey for Ines Duarte (labour)");
    }

    @Test
    void a_json_is_held_against_the_jws_beside_it() throws IOException {
        assertThat(verify(IN_TERM, "letter.json")).isEqualTo(VerifyLetter.GENUINE);

        write("letter.json", letter.replace("two words", "ten words"));
        assertThat(verify(IN_TERM, "letter.json")).isEqualTo(VerifyLetter.NOT_GENUINE);

        write("alone.json", letter);
        assertThat(verify(IN_TERM, "alone.json")).isEqualTo(VerifyLetter.WRONG_CALL);
        assertThat(verify(
                        IN_TERM,
                        "alone.json",
                        "--jws",
                        desk.resolve("letter.jws").toString()))
                .isEqualTo(VerifyLetter.GENUINE);
    }

    @Test
    void a_json_may_be_laid_out_anew_or_stand_in_the_answer_of_the_api() throws IOException {
        write("letter.json", Json.MAPPER.readTree(letter).toPrettyString());
        assertThat(verify(IN_TERM, "letter.json")).isEqualTo(VerifyLetter.GENUINE);

        write("letter.json", "{\"state\": \"IN_FORCE\", \"letter\": " + letter + "}");
        assertThat(verify(IN_TERM, "letter.json")).isEqualTo(VerifyLetter.GENUINE);

        write("letter.json", "{\"letter\": " + letter.replace("two words", "ten words") + "}");
        assertThat(verify(IN_TERM, "letter.json")).isEqualTo(VerifyLetter.NOT_GENUINE);
    }

    @Test
    void a_json_that_says_a_thing_twice_is_not_told_as_genuine() throws IOException {
        write("letter.json", letter.replaceFirst("\\{", "{\"scope\":\"Anything.\","));
        assertThat(verify(IN_TERM, "letter.json")).isEqualTo(VerifyLetter.WRONG_CALL);

        write("letter.json", letter + letter);
        assertThat(verify(IN_TERM, "letter.json")).isEqualTo(VerifyLetter.WRONG_CALL);
        assertThat(err.toString(UTF_8)).contains("in one way only");
    }

    @Test
    void a_letter_past_its_term_is_genuine_and_expired() {
        assertThat(verify(Instant.parse("2027-06-01T00:00:00Z"), "letter.jws")).isEqualTo(VerifyLetter.OUT_OF_TERM);
        assertThat(said()).startsWith("GENUINE, AND EXPIRED");

        assertThat(verify(Instant.parse("2026-01-01T00:00:00Z"), "letter.jws")).isEqualTo(VerifyLetter.OUT_OF_TERM);
    }

    @Test
    void a_changed_letter_a_seal_passed_off_as_one_and_a_stranger_s_letter_are_refuted() throws Exception {
        String jws = Files.readString(desk.resolve("letter.jws"));
        write("changed.jws", jws.replaceFirst("\\.(.{20})", ".$1A"));
        write("seal.jws", signed("clearance-audit-seal+jws"));
        write(
                "strangers.json",
                new JWKSet(new OctetKeyPairGenerator(Curve.Ed25519)
                                .keyIDFromThumbprint(true)
                                .generate())
                        .toString());

        assertThat(verify(IN_TERM, "changed.jws")).isEqualTo(VerifyLetter.NOT_GENUINE);
        assertThat(verify(IN_TERM, "seal.jws")).isEqualTo(VerifyLetter.NOT_GENUINE);
        assertThat(run(
                        IN_TERM,
                        desk.resolve("letter.jws").toString(),
                        "--jwks",
                        desk.resolve("strangers.json").toString()))
                .isEqualTo(VerifyLetter.NOT_GENUINE);
    }

    @Test
    void what_cannot_be_checked_says_what_to_do() throws IOException {
        write(
                "forged.json",
                new JWKSet(new OctetKeyPair.Builder(Curve.Ed25519, key.getX())
                                .keyID("clr")
                                .build())
                        .toString());

        assertThat(run(IN_TERM)).isEqualTo(VerifyLetter.WRONG_CALL);
        assertThat(run(IN_TERM, "--help")).isEqualTo(VerifyLetter.GENUINE);
        assertThat(run(IN_TERM, desk.resolve("letter.jws").toString())).isEqualTo(VerifyLetter.WRONG_CALL);
        assertThat(verify(IN_TERM, "no-such.jws")).isEqualTo(VerifyLetter.WRONG_CALL);
        assertThat(run(
                        IN_TERM,
                        desk.resolve("letter.jws").toString(),
                        "--jwks",
                        desk.resolve("forged.json").toString()))
                .isEqualTo(VerifyLetter.WRONG_CALL);
        assertThat(err.toString(UTF_8))
                .contains(
                        "Say with --jwks which keys are the studio's",
                        "There is no file",
                        "not named by its thumbprint");
    }

    private String signed(String type) throws JOSEException {
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType(type))
                        .build(),
                new Payload(letter));
        jws.sign(new Ed25519Signer(key));
        return jws.serialize();
    }

    private int verify(Instant now, String file, String... more) {
        String[] words = new String[3 + more.length];
        words[0] = desk.resolve(file).toString();
        words[1] = "--jwks";
        words[2] = desk.resolve("keys.json").toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return run(now, words);
    }

    private int run(Instant now, String... words) {
        out.reset();
        return new VerifyLetter(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), () -> now)
                .run(words);
    }

    private String said() {
        return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(desk.resolve(name), content);
    }
}
