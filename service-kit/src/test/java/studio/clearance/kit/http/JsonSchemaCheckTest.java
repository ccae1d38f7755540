package studio.clearance.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.Json;

class JsonSchemaCheckTest {

    private final JsonSchemaCheck check = new JsonSchemaCheck("""
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object", "additionalProperties": false, "required": ["title", "use"],
             "properties": {
               "title": {"type": "string", "minLength": 1, "maxLength": 10},
               "use": {"$ref": "#/$defs/use"},
               "when": {"type": "string", "format": "date"},
               "tools": {"type": "array", "items": {"type": "string"}, "maxItems": 2}},
             "$defs": {"use": {"type": "object", "additionalProperties": false, "properties": {
               "in_final": {"enum": ["yes", "no", "unsure"]},
               "output": {"enum": ["storyboard", "concept_art", "final_pixels"]}}}}}""");

    @Test
    void a_valid_document_has_no_errors() {
        assertThat(errors("""
                {"title": "a", "use": {"in_final": "yes"}, "when": "2026-11-22"}""")).isEmpty();
    }

    @Test
    void what_is_missing_is_named_where_it_should_be() {
        assertThat(errors("{\"title\": \"a\"}"))
                .containsExactly(new FieldError("/use", "The property use is required"));
    }

    @Test
    void an_unknown_property_comes_with_what_was_probably_meant() {
        assertThat(errors("""
                {"titel": "a", "title": "a", "use": {"inFinal": "yes"}}"""))
                .containsExactly(
                        new FieldError("/titel", "There is no property titel here", "title"),
                        new FieldError("/use/inFinal", "There is no property inFinal here", "in_final"));
    }

    @Test
    void an_unknown_value_comes_with_the_choices_and_the_nearest() {
        assertThat(errors("""
                {"title": "a", "use": {"output": "conceptart"}}"""))
                .containsExactly(new FieldError(
                        "/use/output",
                        "The value must be one of storyboard, concept_art, final_pixels",
                        "concept_art"));
    }

    @Test
    void every_error_is_told_in_the_order_of_the_pointers() {
        assertThat(errors("""
                {"when": "yesterday", "use": {"in_final": 1}, "tools": ["a", 2, "c"], "title": ""}"""))
                .containsExactly(
                        new FieldError("/title", "The value must not be empty"),
                        new FieldError("/tools", "At most 2 of them"),
                        new FieldError("/tools/1", "The value must be of type string, not number"),
                        new FieldError("/use/in_final", "The value must be one of yes, no, unsure"),
                        new FieldError("/when", "The value is no valid date"));
    }

    @Test
    void a_value_that_resembles_nothing_gets_no_suggestion() {
        assertThat(Nearest.to("quantum", List.of("yes", "no", "unsure"))).isNull();
        assertThat(Nearest.to("yse", List.of("yes", "no", "unsure"))).isEqualTo("yes");
    }

    @Test
    void what_is_no_schema_is_refused_at_once() {
        assertThatThrownBy(() -> new JsonSchemaCheck("{\"type\": 7"));
    }

    private List<FieldError> errors(String json) {
        return check.check(Json.tree(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
