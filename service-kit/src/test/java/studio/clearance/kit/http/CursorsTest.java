package studio.clearance.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorsTest {

    @Test
    void keys_come_back_as_they_went_in() {
        UUID id = UUID.randomUUID();
        Instant time = Instant.parse("2026-11-22T10:15:30.123456Z");

        Cursor cursor = Cursors.decode(Cursors.encode(time, id, 42, "über/alles"));

        assertThat(cursor.instant(0)).isEqualTo(time);
        assertThat(cursor.uuid(1)).isEqualTo(id);
        assertThat(cursor.number(2)).isEqualTo(42);
        assertThat(cursor.text(3)).isEqualTo("über/alles");
    }

    @Test
    void a_cursor_travels_in_a_query_string_unescaped() {
        assertThat(Cursors.encode(Instant.now(), UUID.randomUUID(), "ÿþ?&=")).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void what_is_no_cursor_is_refused() {
        for (String forged : List.of("", "!", "bm90IG91cnM", "x".repeat(3_000))) {
            assertThatThrownBy(() -> Cursors.decode(forged)).isInstanceOf(Problem.class);
        }
        Cursor other = Cursors.decode(Cursors.encode("text"));
        assertThatThrownBy(() -> other.uuid(0)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> other.instant(0)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> other.number(0)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> other.text(1)).isInstanceOf(Problem.class);
    }
}
