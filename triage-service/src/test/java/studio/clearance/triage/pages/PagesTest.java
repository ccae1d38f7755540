package studio.clearance.triage.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import studio.clearance.triage.PolicyTexts;
import studio.clearance.triage.TriageTest;

@QuarkusTest
class PagesTest extends TriageTest {

    @Test
    void the_policy_in_force_is_read_without_knowing_yaml() {
        triaged(aScratchGrowl());

        String page =
                reads(AUDITOR_1, "/policy").then().statusCode(200).extract().asString();

        assertThat(page)
                .contains(
                        "The six rows",
                        "id=\"row-MX-1\"",
                        "id=\"row-MX-6\"",
                        "In force since",
                        "published by",
                        "Fired, 12 months")
                .doesNotContain("style=");
        assertThat(reads(AUDITOR_1, "/policy?clauses=all").asString()).contains("id=\"TE-DR-1\"", "id=\"IN-2\"");
        assertThat(reads(AUDITOR_1, "/policy?clauses=never").asString()).doesNotContain("id=\"IN-2\"");
    }

    @Test
    void a_partner_reads_what_binds_it_and_nothing_of_drafts_and_counts() {
        String version = "t-page-draft";
        drafts(POLICY_1, PolicyTexts.renamed(builtInText(), version)).then().statusCode(201);

        String page =
                reads(PARTNER_A, "/policy").then().statusCode(200).extract().asString();

        assertThat(page).doesNotContain(version, "Fired, 12 months");
        reads(PARTNER_A, "/policy?version=" + version).then().statusCode(404);
        reads(AUDITOR_1, "/policy?version=" + version).then().statusCode(200);
        reads(AUDITOR_1, "/policy?version=none").then().statusCode(404);
    }

    @Test
    void nobody_reads_without_logging_in() {
        RestAssured.given().redirects().follow(false).get("/policy").then().statusCode(401);
    }

    @Test
    void an_owner_replays_a_draft_sees_what_it_would_do_and_a_second_one_publishes_it() {
        triaged(PolicyTexts.affectedByTheStricter(aScratchGrowl()));
        String version = "t-page-whole-way";
        drafts(POLICY_1, PolicyTexts.stricter(builtInText(), version)).then().statusCode(201);
        assertThat(reads(POLICY_1, "/policy?draft=" + version).asString())
                .contains("Replay " + version, "<ins>Paperwork from public sources: ");

        sends(POLICY_1, "/policy/" + version + "/replay").then().statusCode(303);
        eventually(
                () -> replay(version), replay -> replay.path("state").asText().equals("COMPLETED"));

        String found = reads(POLICY_2, "/policy?draft=" + version).asString();
        assertThat(found)
                .contains(
                        "past declarations would change",
                        "class=\"picture",
                        "stricter",
                        "Publish " + version,
                        "changes.csv")
                .contains("class=\"clause\" href=\"/policy?version=" + version + "&amp;clauses=all#" + PolicyTexts.ADDED
                        + "\"");
        assertThat(reads(POLICY_1, "/policy?draft=" + version).asString()).contains("aria-disabled=\"true\"");
        assertThat(sends(POLICY_2, "/policy/" + version + "/publication/confirmation")
                        .asString())
                .contains("Publish policy " + version + "?", "IN_REVIEW_AND_CLEARED");
        publishes(POLICY_2, version, "something else").then().statusCode(422);
        assertThat(publishes(POLICY_1, version, version)
                        .then()
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("someone else publishes it");
        publishes(POLICY_2, version, version, "tomorrow", 0).then().statusCode(422);
        long changed = replay(version).path("changed").asLong();
        int year = aFarYear();
        publishes(POLICY_2, version, version, year + "-01-01T09:00", changed + 1)
                .then()
                .statusCode(422);
        publishes(POLICY_2, version, version, year + "-01-01T09:00", changed)
                .then()
                .statusCode(303);
        assertThat(reads(PARTNER_A, "/policy?version=" + version).asString())
                .contains("Takes effect on 1 Jan " + year, "Scheduled");
        as(CONTACT_1)
                .contentType("application/x-www-form-urlencoded")
                .header("Origin", RestAssured.baseURI + ":" + RestAssured.port)
                .post("/policy/" + version + "/replay")
                .then()
                .statusCode(403);
    }

    @Test
    void a_form_from_another_site_is_refused() {
        given().header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded")
                .post("/policy/1/replay")
                .then()
                .statusCode(403);
    }

    @Test
    void the_playground_asks_only_what_applies_and_lights_up_clauses() {
        String start = reads(PARTNER_A, "/policy/playground")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(start)
                .containsPattern("data-fact=\"consent\" hidden")
                .contains("Cleared — tell your contact", "lamp lit\" href=\"/policy?version=1&amp;clauses=all#MX-1\"");
        assertThat(reads(PARTNER_A, "/policy/playground?blank=yes").asString())
                .contains("Contact looks first")
                .doesNotContain(" checked", "lamp lit\" href=\"/policy?version=1&amp;clauses=all#MX-4\"");
        assertThat(reads(PARTNER_A, "/policy/playground?like=MX-4.1").asString())
                .contains("lamp lit\" href=\"/policy?version=1&amp;clauses=all#MX-4\"");

        String clone = reads(
                        PARTNER_A,
                        "/policy/playground?talent_work=voice_clone&makes=talent_enhancement&makes=final_sound&in_final=yes&nonsense=1")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(clone)
                .contains("Written approval needed", "MX-4", "value=\"voice_clone\" checked")
                .containsPattern("data-fact=\"consent\">")
                .doesNotContain("nonsense");
    }

    @Test
    void the_pages_load_nothing_from_elsewhere() {
        reads(AUDITOR_1, "/policy").then().header("Content-Security-Policy", containsString("default-src 'none'"));
        RestAssured.get("/policy/assets/playground.js").then().statusCode(200);
        RestAssured.get("/assets/clearance.css").then().statusCode(200);
    }

    private static Response reads(String token, String path) {
        return page(token).get(path);
    }

    private static Response sends(String token, String path) {
        return page(token)
                .contentType("application/x-www-form-urlencoded")
                .redirects()
                .follow(false)
                .post(path);
    }

    private static Response publishes(String token, String version, String typed) {
        return publishes(
                token, version, typed, "", replay(version).path("changed").asLong());
    }

    private static Response publishes(String token, String version, String typed, String effectiveFrom, long changed) {
        return page(token)
                .redirects()
                .follow(false)
                .cookie("tz", "Europe/Berlin")
                .formParam("etag", "\"1\"")
                .formParam("typed", typed)
                .formParam("effectiveFrom", effectiveFrom)
                .formParam("changedOutcomes", changed)
                .formParam("reReview", "NONE")
                .post("/policy/" + version + "/publication");
    }

    private static RequestSpecification page(String token) {
        return given().header("Authorization", "Bearer " + token).accept("text/html");
    }
}
