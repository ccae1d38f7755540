package studio.clearance.intake.wording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import studio.clearance.kit.http.Problem;

class DeclarationFormsTest {

    private final DeclarationForms forms = new DeclarationForms();

    @Test
    void the_same_words_in_another_order_and_spacing_have_the_same_hash() {
        Declared one =
                forms.submission(submission("\"own chain\"", "{\"in_final\":\"no\",\"workflow\":\"own_pipeline\"}"));
        Declared other = forms.submission(
                submission("\"own\\u0020chain\"", "{ \"workflow\" : \"own_pipeline\",\n \"in_final\" : \"no\" }"));

        assertThat(other.words().hash()).isEqualTo(one.words().hash());
        assertThat(other.words().declaration()).isEqualTo("{\"in_final\":\"no\",\"workflow\":\"own_pipeline\"}");
    }

    @Test
    void a_text_that_no_database_can_keep_is_refused_wherever_it_stands() {
        String steps = "{\"workflow\":\"own_pipeline\",\"steps\":[{\"name\":\"clean\\u0000up\"}]}";

        assertThatThrownBy(() -> forms.submission(submission("\"Growl\"", steps)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("U+0000");
    }

    @Test
    void a_text_about_such_a_character_is_only_a_text() {
        String steps = "{\"workflow\":\"own_pipeline\",\"steps\":[{\"name\":\"we write \\\\u0000 here\"}]}";

        assertThat(forms.submission(submission("\"Growl\"", steps)).words().declaration())
                .contains("\\\\u0000");
    }

    private static byte[] submission(String title, String declaration) {
        return ("{\"productionId\":\"01931f2a-7c00-7a10-8c51-0d7a4e9b1c01\",\"title\":" + title
                        + ",\"narrative\":\"Rough.\",\"declaration\":" + declaration + "}")
                .getBytes(UTF_8);
    }
}
