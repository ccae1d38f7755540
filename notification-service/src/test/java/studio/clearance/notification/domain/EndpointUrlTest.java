package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {

    @Test
    void its_parts_are_what_a_request_needs() throws EndpointUrl.Unusable {
        EndpointUrl url = EndpointUrl.of(" https://hooks.tidewater.example:8443/in?for=clearance ");

        assertThat(url.isEncrypted()).isTrue();
        assertThat(url.host()).isEqualTo("hooks.tidewater.example");
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.pathAndQuery()).isEqualTo("/in?for=clearance");
    }

    @Test
    void what_is_left_out_has_its_usual_value() throws EndpointUrl.Unusable {
        assertThat(EndpointUrl.of("https://hooks.example").port()).isEqualTo(443);
        assertThat(EndpointUrl.of("http://hooks.example").port()).isEqualTo(80);
        assertThat(EndpointUrl.of("https://hooks.example").pathAndQuery()).isEqualTo("/");
    }

    @Test
    void an_ipv6_literal_loses_its_brackets() throws EndpointUrl.Unusable {
        assertThat(EndpointUrl.of("https://[2606:4700::1]/in").host()).isEqualTo("2606:4700::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example",
                "/in",
                "ftp://hooks.example/",
                "file:///etc/passwd",
                "gopher://hooks.example",
                "javascript:alert(1)",
                "https://",
                "https:///in",
                "https://user:secret@hooks.example/",
                "https://user@hooks.example/",
                "https://hooks.example/#part",
                "https://hooks example/",
                "https://hooks_.example:99999999999/",
                "https://[::1",
                "https://hooks.example/\r\nHost: inside"
            })
    void what_cannot_be_posted_to_is_refused(String text) {
        assertThatThrownBy(() -> EndpointUrl.of(text)).isInstanceOf(EndpointUrl.Unusable.class);
    }

    @Test
    void an_endless_address_is_refused() {
        assertThatThrownBy(() -> EndpointUrl.of("https://hooks.example/" + "a".repeat(2048)))
                .isInstanceOf(EndpointUrl.Unusable.class);
    }
}
