package studio.clearance.approval.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void names_are_sorted_by_utf_16_code_unit() {
        // The order of RFC 8785, section 3.2.3.
        Map<String, Object> names = new LinkedHashMap<>();
        for (String name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            names.put(name, true);
        }

        assertThat(CanonicalJson.text(names))
                .isEqualTo("{\"\\r\":true,\"1\":true,\"\u0080\":true,\"\u00f6\":true,\"\u20ac\":true,"
                        + "\"\ud83d\ude00\":true,\"\ufb33\":true}");
    }

    @Test
    void another_implementation_finds_nothing_to_change() throws IOException {
        Random random = new Random(8785);
        for (int i = 0; i < 500; i++) {
            String text = CanonicalJson.text(object(random, 3));
            assertThat(new JsonCanonicalizer(text).getEncodedString()).isEqualTo(text);
        }
    }

    @Test
    void what_json_cannot_carry_exactly_is_refused() {
        assertThatThrownBy(() -> CanonicalJson.text(Map.of("x", 1.5))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.text(Map.of("x", 1L << 60)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.text(Map.of("x", "\ud83d")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            object.put(string(random), value(random, depth));
        }
        return object;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> string(random);
            case 1 -> random.nextInt();
            case 2 -> random.nextLong() >> 12;
            case 3 -> random.nextBoolean();
            case 4 -> object(random, depth - 1);
            default -> List.of(value(random, depth - 1), value(random, depth - 1));
        };
    }

    private static String string(Random random) {
        StringBuilder string = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x20) : random.nextInt(0x1_2000);
            if (codePoint < 0xd800 || codePoint > 0xdfff) {
                string.appendCodePoint(codePoint);
            }
        }
        return string.toString();
    }
}
