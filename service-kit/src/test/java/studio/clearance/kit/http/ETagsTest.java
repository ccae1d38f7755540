package studio.clearance.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ETagsTest {

    @Test
    void a_tag_is_strong_and_quoted() {
        assertThat(ETags.of(7)).isEqualTo("\"7\"");
    }

    @Test
    void the_current_version_may_be_changed() {
        assertThatCode(() -> ETags.requireMatch("\"7\"", 7)).doesNotThrowAnyException();
        assertThatCode(() -> ETags.requireMatch("\"6\", \"7\"", 7)).doesNotThrowAnyException();
        assertThatCode(() -> ETags.requireMatch("*", 7)).doesNotThrowAnyException();
        assertThat(ETags.requireVersion("\"7\"")).isEqualTo(7);
    }

    @Test
    void another_version_may_not() {
        assertStatus(412, () -> ETags.requireMatch("\"6\"", 7));
        // If-Match compares strongly: a weak tag never matches.
        assertStatus(412, () -> ETags.requireMatch("W/\"7\"", 7));
        assertStatus(412, () -> ETags.requireMatch("7", 7));
        assertStatus(412, () -> ETags.requireVersion("\"abc\""));
    }

    @Test
    void a_change_without_a_version_is_refused() {
        assertStatus(428, () -> ETags.requireMatch(null, 7));
        assertStatus(428, () -> ETags.requireMatch(" ", 7));
        assertStatus(428, () -> ETags.requireVersion(null));
    }

    private static void assertStatus(int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
    }
}
