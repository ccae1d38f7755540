package studio.clearance.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonBodyTest {

    static Stream<byte[]> unreadable() {
        return Stream.of(
                new byte[0],
                new byte[] {0, 0, (byte) 0xff, (byte) 0xfe, 0, 0, 0, 1},
                new byte[] {0, 0, 0, '{', 0, 0x7f, 0, 0, 0, 0, 0, '}'},
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
                utf8("{\"in_final\": \"no\", \"in_final\": \"yes\"}"),
                utf8("{} {}"),
                utf8("[".repeat(5_000) + "]".repeat(5_000)),
                utf8("{\"" + "n".repeat(60_000) + "\": 1}"),
                utf8("{\"in_final\": " + "1".repeat(5_000) + "}"),
                utf8("{\"makes\": [" + "1, ".repeat(50_000) + "1]}"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void what_cannot_be_read_is_the_callers_mistake(byte[] body) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> JsonBody.object(body))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @Test
    void any_script_and_sign_is_read() {
        assertThat(JsonBody.object(utf8("{\"ชื่อ\": \"繁體 😀\"}")).get("ชื่อ").textValue())
                .isEqualTo("繁體 😀");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
