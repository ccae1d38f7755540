package studio.clearance.approval.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.approval.settings.Moments;

/** Keys last a year and the next is known a week before it signs, as the settings have it by default. */
class KeystoreTest {

    private static final byte[] LETTER = "{}".getBytes(UTF_8);

    @TempDir
    Path directory;

    private final Hand clock = new Hand(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void the_next_key_is_published_before_it_signs_and_the_past_one_goes_on_being_published() {
        Keystore keys = aKeystore(true);
        String first = keys.sign(Keystore.LETTER, LETTER).kid();
        String letter = keys.sign(Keystore.LETTER, LETTER).jws();
        assertThat(published(keys)).containsExactly(first);

        clock.move(Duration.ofDays(357));
        keys.tend();
        assertThat(published(keys)).as("not due yet").containsExactly(first);

        clock.move(Duration.ofDays(1));
        keys.tend();
        assertThat(published(keys)).as("known").hasSize(2).startsWith(first);
        assertThat(keys.sign(Keystore.LETTER, LETTER).kid()).as("and not used").isEqualTo(first);

        clock.move(Duration.ofDays(7));
        keys.tend();
        String second = keys.sign(Keystore.LETTER, LETTER).kid();
        assertThat(second).isNotEqualTo(first);
        assertThat(published(keys)).containsExactly(first, second);
        assertThat(keys.verify(letter, Keystore.LETTER)).as("an old letter").contains(LETTER);
    }

    @Test
    void years_later_every_letter_can_still_be_checked() {
        Keystore keys = aKeystore(true);
        List<String> letters = java.util.stream.Stream.generate(() -> {
                    String jws = keys.sign(Keystore.LETTER, LETTER).jws();
                    for (int day = 0; day < 365; day++) {
                        clock.move(Duration.ofDays(1));
                        keys.tend();
                    }
                    return jws;
                })
                .limit(4)
                .toList();

        KeySet published = KeySet.read(studio.clearance.kit.Json.write(keys.publicKeys()));

        assertThat(published.size()).isEqualTo(5);
        assertThat(letters)
                .allSatisfy(letter ->
                        assertThat(published.verify(letter, Keystore.LETTER)).contains(LETTER));
    }

    @Test
    void replicas_that_start_together_agree_on_one_key_and_learn_of_the_next() {
        Keystore one = aKeystore(true);
        Keystore other = aKeystore(true);
        assertThat(published(other)).isEqualTo(published(one));

        clock.move(Duration.ofDays(358));
        one.tend();
        other.tend();

        assertThat(published(other)).hasSize(2).isEqualTo(published(one));
    }

    @Test
    void what_is_signed_as_one_thing_is_not_taken_for_another() {
        Keystore keys = aKeystore(true);

        assertThat(keys.verify(keys.sign(Keystore.AUDIT_SEAL, LETTER).jws(), Keystore.LETTER))
                .isEmpty();
    }

    @Test
    void nobody_else_reads_the_keys_and_none_is_published_whole() throws IOException {
        Keystore keys = aKeystore(true);

        try (var files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jwk")))
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(keys.publicKeys().toString()).doesNotContain(", d=", "{d=");
    }

    @Test
    void an_operator_s_keys_are_taken_as_they_are_or_missed_aloud() throws IOException {
        assertThatThrownBy(() -> aKeystore(false)).hasMessageContaining("There is no signing key in");
        aKeystore(true);

        clock.move(Duration.ofDays(3_650));
        assertThat(published(aKeystore(false))).hasSize(1);

        Files.writeString(directory.resolve("another.jwk"), "{\"kty\":\"OKP\"}");
        assertThatThrownBy(() -> aKeystore(false)).rootCause().isNotNull();
        assertThatThrownBy(() -> aKeystore(false)).cause().hasMessageContaining("another.jwk is damaged");
    }

    private Keystore aKeystore(boolean generate) {
        ApprovalSettings settings = new SmallRyeConfigBuilder()
                .withMapping(ApprovalSettings.class)
                .withDefaultValues(Map.of(
                        "clearance.approval.public-url",
                        "https://clearance.studio.example",
                        "clearance.approval.intake-url",
                        "http://localhost:8081",
                        "clearance.approval.keys.directory",
                        directory.toString(),
                        "clearance.approval.keys.generate",
                        String.valueOf(generate)))
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(ApprovalSettings.class);
        return new Keystore(settings, new Moments(settings, clock));
    }

    private static List<Object> published(Keystore keys) {
        return ((List<?>) keys.publicKeys().get("keys"))
                .stream().<Object>map(key -> ((Map<?, ?>) key).get("kid")).toList();
    }

    /** A clock whose hand the test moves. */
    private static final class Hand extends Clock {

        private Instant now;

        Hand(Instant now) {
            this.now = now;
        }

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
