package studio.clearance.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class DoorsTest {

    @Test
    void names_and_patterns_of_parameters_make_no_other_door() {
        assertThat(Doors.door("get", "/queue/{id: [0-9a-f]{36}}/letters/{form: one|two}?all=yes"))
                .isEqualTo("GET /queue/{}/letters/{}");
        assertThat(Doors.door("POST", "/")).isEqualTo("POST /");
    }

    @Test
    void every_operation_of_a_document_is_a_door() {
        String document = """
                paths:
                  /a/{id}:
                    parameters: []
                    get: {}
                    delete: {}
                  /b:
                    post: {}
                """;

        assertThat(Doors.in(document.getBytes(UTF_8))).containsExactly("DELETE /a/{}", "GET /a/{}", "POST /b");
    }

    @Test
    void every_annotated_method_is_a_door_also_when_no_document_tells_of_it() {
        assertThat(Doors.declaredBy(Hidden.class)).containsExactly("DELETE /hidden/{}", "GET /hidden");
    }

    @Test
    void the_table_says_who_was_answered_otherwise() {
        AccessTable table =
                new AccessTable("nobody", "legal").row("GET /a", 401, 200).row("POST /b", 401, 403);

        assertThat(table.walk((caller, method, path) -> caller.equals("nobody") || path.equals("/b") ? 401 : 200))
                .containsExactly("POST /b as legal: 401 instead of 403");
        assertThat(table.doors()).containsExactly("GET /a", "POST /b");
    }

    @Path("/hidden")
    static class Hidden {

        @GET
        String all() {
            return "";
        }

        @DELETE
        @Path("{id: [a-z]{2}}")
        void one() {}
    }
}
