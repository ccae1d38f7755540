package studio.clearance.approval.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import studio.clearance.approval.Examples;
import studio.clearance.approval.ServiceTest;
import studio.clearance.approval.domain.Person;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.people.Delegation;
import studio.clearance.approval.people.Delegations;
import studio.clearance.kit.TimeOrderedIds;
import studio.clearance.kit.testing.Tokens;

/** The pages on the running service, by their forms alone: no script runs here. */
@QuarkusTest
class PagesTest extends ServiceTest {

    private static final String HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";
    private static final String SOON = LocalDate.now().plusDays(90).toString();

    @Inject
    Delegations delegations;

    private static RequestSpecification reading(String token) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .redirects()
                .follow(false);
    }

    private static RequestSpecification sending(String token) {
        return reading(token).urlEncodingEnabled(true).contentType("application/x-www-form-urlencoded; charset=UTF-8");
    }

    private static String page(String token, String path) {
        return reading(token).get(path).then().statusCode(200).extract().asString();
    }

    /** Follows the address a form's answer names, as a browser does. */
    private static String after(String token, Response answer) {
        answer.then().statusCode(303);
        String location = answer.getHeader("Location");
        return page(token, location.substring(location.indexOf("/queue")).replaceFirst("#.*", ""));
    }

    private static String hidden(String html, String name) {
        Matcher field = Pattern.compile("name=\"" + Pattern.quote(name) + "\" value=\"([^\"]*)\"")
                .matcher(html);
        assertThat(field.find()).as("a field " + name).isTrue();
        return field.group(1);
    }

    private static RequestSpecification aDecision(String token, String casePage, String decision) {
        return sending(token)
                .formParam("decision", decision)
                .formParam("version", hidden(casePage, "version"))
                .formParam("slot", hidden(casePage, "slot"));
    }

    @Test
    void nobody_reads_the_queue() {
        given().redirects().follow(false).get("/queue").then().statusCode(401);
    }

    @Test
    void somebody_without_a_reviewers_role_is_told_why_not() {
        assertThat(reading(POLICY_1)
                        .get("/queue")
                        .then()
                        .statusCode(403)
                        .extract()
                        .asString())
                .contains("for the studio’s reviewers");
        assertThat(reading(PARTNER_A)
                        .get("/queue/" + aCaseForLegal())
                        .then()
                        .statusCode(403)
                        .extract()
                        .asString())
                .doesNotContain("Declaration");
    }

    @Test
    void the_queue_shows_what_waits_under_a_policy_without_exceptions() {
        ObjectNode escalation = Examples.forLegal(TimeOrderedIds.next());
        String production = forAProductionOfItsOwn(escalation);
        UUID caseId = opens(escalation);

        Response answer = reading(LEGAL_1)
                .urlEncodingEnabled(true)
                .queryParam("q", "lane:legal production:" + production)
                .get("/queue");

        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.getContentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.asString()).contains("/queue/" + caseId).contains("Legal queue");
    }

    @Test
    void style_and_scripts_come_from_the_kit() {
        given().get("/assets/clearance.css").then().statusCode(200).contentType("text/css");
        given().get("/assets/clearance.js").then().statusCode(200);
        given().get("/assets/icons.svg").then().statusCode(200).contentType("image/svg+xml");
        given().get("/assets/queue.js").then().statusCode(200);
    }

    /** What other tests have left in the queue is on other productions. */
    private static String forAProductionOfItsOwn(ObjectNode escalation) {
        String production = TimeOrderedIds.next().toString();
        ((ObjectNode) escalation.path("useCase").path("production")).put("id", production);
        return production;
    }

    @Test
    void what_a_partner_wrote_never_becomes_markup() {
        ObjectNode escalation = Examples.forLegal(TimeOrderedIds.next());
        ((ObjectNode) escalation.path("useCase")).put("title", HOSTILE).put("narrative", HOSTILE);
        String production = forAProductionOfItsOwn(escalation);
        UUID caseId = opens(escalation);

        for (String path : new String[] {"/queue/" + caseId, "/queue?q=production:" + production}) {
            assertThat(page(LEGAL_1, path))
                    .contains("&lt;script&gt;alert")
                    .doesNotContain("<script>alert")
                    .doesNotContain("<img");
        }
    }

    @Test
    void a_filter_that_cannot_be_read_is_named_and_escaped() {
        assertThat(page(LEGAL_1, "/queue?q=lane:leagl+%3Cb%3E"))
                .contains("“lane” cannot be “leagl”.")
                .contains("<code>lane:legal</code>")
                .doesNotContain("<b>");
    }

    @Test
    void a_menu_narrows_the_filter_by_its_address() {
        assertThat(reading(LEGAL_1).get("/queue?q=lane:legal&clause=DU-2").getHeader("Location"))
                .endsWith("/queue?q=lane%3Alegal+clause%3ADU-2");
        assertThat(reading(LEGAL_1)
                        .get("/queue?q=lane:legal+is:mine&assignee=legal-2&is=&outcome=&due=overdue")
                        .getHeader("Location"))
                .endsWith("/queue?q=lane%3Alegal+assignee%3Alegal-2+due%3Aoverdue");
    }

    @Test
    void a_case_is_claimed_and_released_by_its_forms() {
        UUID caseId = aCaseForLegal();
        assertThat(page(LEGAL_1, "/queue/" + caseId)).contains("Claim the case to decide it.");

        String claimed = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/claim?slot=legal"));

        assertThat(claimed).contains("Claimed by you").contains("id=\"decide\"");
        assertThat(page(LEGAL_2, "/queue/" + caseId))
                .contains("Claimed by Amara Okafor")
                .doesNotContain("id=\"decide\"");

        String released = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/release"));

        assertThat(released).contains("Nobody has claimed it");
    }

    @Test
    void of_two_who_claim_the_second_is_told_who_was_first() {
        UUID caseId = aCaseForLegal();
        sending(LEGAL_1).post("/queue/" + caseId + "/claim?slot=legal").then().statusCode(303);

        Response second = sending(LEGAL_2).post("/queue/" + caseId + "/claim?slot=legal");

        assertThat(second.statusCode()).isBetween(400, 499);
        assertThat(second.asString())
                .contains("the case is no longer as you saw it")
                .containsPattern("(?s)Amara Okafor has claimed this case.*Amara Okafor has claimed this case")
                .doesNotContain("Claim the case before you decide it");
    }

    @Test
    void a_grant_is_previewed_signed_and_becomes_a_letter_that_anyone_can_check() {
        UUID caseId = aCaseForLegal();
        String claimed = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/claim?slot=legal"));

        Response preview = aDecision(LEGAL_1, claimed, "grant")
                .formParam("scope", "Two words as scripted, “platform” scene.")
                .formParam("condition", "The model is deleted at delivery.")
                .formParam("own", "Tests are played first.\r\nNothing else.")
                .formParam("until", SOON)
                .post("/queue/" + caseId + "/review");
        assertThat(preview.then().statusCode(200).extract().asString())
                .contains("Sign for legal?")
                .contains("Two words as scripted, “platform” scene.")
                .contains("Tests are played first.")
                .contains("The letter goes out at once.");
        assertThat(stateOf(caseId)).isEqualTo("CLAIMED");

        Response signed = aDecision(LEGAL_1, preview.asString(), "grant")
                .formParam("scope", hidden(preview.asString(), "scope"))
                .formParam("own", hidden(preview.asString(), "own"))
                .formParam("until", hidden(preview.asString(), "until"))
                .post("/queue/" + caseId + "/decision");

        String decided = after(LEGAL_1, signed);
        assertThat(decided)
                .contains("Granted; the letter is on its way")
                .contains("data-settled=\"case-" + caseId + ":legal-1:decision\"");
        String letter = found("/queue/letters/[0-9a-f-]{36}", decided);
        String number = found("WA-\\d{4}-\\w{5}-\\w{5}", decided);
        assertThat(page(LEGAL_1, letter))
                .contains("Written approval")
                .contains(number)
                .contains("Nothing else.");
        assertThat(reading(LEGAL_1)
                        .get(letter + "/signed")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(given().accept("text/html")
                        .get("/verify/" + number)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("Genuine and in force")
                .doesNotContain("Two words as scripted");
    }

    private static String found(String pattern, String html) {
        Matcher matcher = Pattern.compile(pattern).matcher(html);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group();
    }

    @Test
    void the_letter_waits_for_labour_relations_where_a_clause_on_talent_fired() {
        UUID caseId = aCaseForTwo();
        String claimed = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/claim?slot=legal"));

        String signed = after(
                LEGAL_1,
                aDecision(LEGAL_1, claimed, "grant")
                        .formParam("scope", "Two words.")
                        .formParam("until", SOON)
                        .post("/queue/" + caseId + "/decision"));
        assertThat(signed).contains("Signed; another signature is needed").contains("1 of 2");

        String labours = after(LABOUR_1, sending(LABOUR_1).post("/queue/" + caseId + "/claim?slot=labour"));
        assertThat(labours).contains("Legal states scope and term").doesNotContain("id=\"scope\"");
        String both = after(
                LABOUR_1,
                aDecision(LABOUR_1, labours, "grant")
                        .formParam("own", "The performer’s team hears the tests.")
                        .post("/queue/" + caseId + "/decision"));

        assertThat(both).contains("Granted; the letter is on its way").contains("2 of 2");
    }

    @Test
    void what_is_missing_is_said_at_the_field_and_what_was_typed_stays() {
        UUID caseId = aCaseForLegal();
        String claimed = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/claim?slot=legal"));

        Response answer = aDecision(LEGAL_1, claimed, "grant")
                .formParam("scope", "")
                .formParam("forbidden", "Any other line")
                .formParam("until", "2020-01-01")
                .post("/queue/" + caseId + "/review");

        assertThat(answer.then().statusCode(422).extract().asString())
                .contains("<title>Error: ")
                .contains("<a href=\"#scope\">Say what the letter covers</a>")
                .contains("Error: Give a date after today")
                .contains(">Any other line</textarea>");
    }

    @Test
    void who_decides_on_what_has_changed_since_is_told_and_loses_nothing() {
        UUID caseId = aCaseForTwo();
        String seen = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/claim?slot=legal"));
        sending(LABOUR_1).post("/queue/" + caseId + "/claim?slot=labour").then().statusCode(303);

        for (String step : new String[] {"review", "decision"}) {
            Response answer = aDecision(LEGAL_1, seen, "grant")
                    .formParam("scope", "Typed with care")
                    .formParam("until", SOON)
                    .post("/queue/" + caseId + "/" + step);

            assertThat(answer.statusCode()).isBetween(400, 499);
            assertThat(answer.asString()).contains("changed").contains(">Typed with care</textarea>");
        }
        assertThat(stateOf(caseId)).isEqualTo("CLAIMED");
    }

    @Test
    void whoever_declared_a_use_is_shown_no_form_and_refused() {
        ObjectNode escalation = Examples.forLegal(TimeOrderedIds.next());
        ((ObjectNode) escalation.path("useCase").path("submittedBy")).put("subject", subject("legal-1"));
        UUID caseId = opens(escalation);

        assertThat(page(LEGAL_1, "/queue/" + caseId))
                .contains("Whoever declares a use never decides it")
                .doesNotContain("id=\"decide\"")
                .doesNotContain("/claim");
        assertThat(sending(LEGAL_1)
                        .post("/queue/" + caseId + "/claim?slot=legal")
                        .statusCode())
                .isBetween(400, 499);
        assertThat(stateOf(caseId)).isEqualTo("QUEUED");
    }

    @Test
    void a_denial_goes_out_with_clause_and_reason() {
        UUID caseId = aCaseForLegal();
        String claimed = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/claim?slot=legal"));

        String denied = after(
                LEGAL_1,
                aDecision(LEGAL_1, claimed, "deny")
                        .formParam("why", "Send the signed form and we look again.")
                        .post("/queue/" + caseId + "/decision"));

        assertThat(denied).contains("Denied; the partner is told").contains("Send the signed form and we look again.");
        assertThat(stateOf(caseId)).isEqualTo("DENIED");
    }

    @Test
    void a_question_pauses_the_case_until_it_is_taken_back() {
        UUID caseId = aCaseForLegal();
        String claimed = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/claim?slot=legal"));

        String asked = after(
                LEGAL_1,
                aDecision(LEGAL_1, claimed, "ask")
                        .formParam("question", "Does the tool train on the recordings?")
                        .post("/queue/" + caseId + "/decision"));
        assertThat(asked)
                .contains("Asked; the clock is paused")
                .contains("Does the tool train on the recordings?")
                .contains("Clock paused")
                .doesNotContain("id=\"decide\"");

        String back = after(LEGAL_1, sending(LEGAL_1).post("/queue/" + caseId + "/take-back"));
        assertThat(back).contains("The question is taken back").contains("id=\"decide\"");
    }

    @Test
    void the_contact_clears_or_sends_to_legal() {
        UUID cleared = aCaseForTheContact();
        String claimed = after(CONTACT_1, sending(CONTACT_1).post("/queue/" + cleared + "/claim?slot=contact"));
        assertThat(claimed)
                .doesNotContain("id=\"grant\"")
                .contains("id=\"clear\"")
                .contains("id=\"escalate\"");
        assertThat(after(
                        CONTACT_1,
                        aDecision(CONTACT_1, claimed, "clear")
                                .formParam("note", "Go ahead; tell me if it gets a close-up.")
                                .post("/queue/" + cleared + "/decision")))
                .contains("Cleared; the partner is told");

        UUID escalated = aCaseForTheContact();
        String other = after(CONTACT_1, sending(CONTACT_1).post("/queue/" + escalated + "/claim?slot=contact"));
        assertThat(after(
                        CONTACT_1,
                        aDecision(CONTACT_1, other, "escalate")
                                .formParam("handover", "It is read aloud in the new cut.")
                                .post("/queue/" + escalated + "/decision")))
                .contains("Sent to legal")
                .contains("This case was replaced.");
    }

    @Test
    void a_contact_finds_nothing_of_legals() {
        assertThat(reading(CONTACT_1)
                        .get("/queue/" + aCaseForLegal())
                        .then()
                        .statusCode(404)
                        .extract()
                        .asString())
                .contains("No such case");
    }

    @Test
    void an_auditor_reads_and_can_do_nothing() {
        String html = page(AUDITOR_1, "/queue/" + aCaseForLegal());

        assertThat(html).contains("Declaration").doesNotContain("id=\"decide\"").doesNotContain("/claim");
    }

    @Test
    void a_comment_says_who_reads_it() {
        UUID caseId = aCaseForLegal();

        String internal = after(
                LEGAL_1,
                sending(LEGAL_1)
                        .formParam("text", "Among us.")
                        .formParam("audience", "INTERNAL")
                        .post("/queue/" + caseId + "/comments"));
        assertThat(internal).contains("Among us.").contains("Inside the studio only");
        String shared = after(
                LEGAL_1,
                sending(LEGAL_1)
                        .formParam("text", "For you too.")
                        .formParam("audience", "PARTNER")
                        .post("/queue/" + caseId + "/comments"));
        assertThat(shared).contains("For you too.").contains("The partner reads this");
        assertThat(sending(LEGAL_1)
                        .formParam("text", "  ")
                        .post("/queue/" + caseId + "/comments")
                        .then()
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("Error: Write the comment first");
    }

    @Test
    void of_many_that_are_claimed_each_that_fails_says_why() {
        UUID taken = aCaseForLegal();
        UUID free = aCaseForLegal();
        claims(LEGAL_2, taken).then().statusCode(200);

        Response answer = sending(LEGAL_1)
                .formParam("q", "lane:legal")
                .formParam("case", taken.toString(), free.toString())
                .post("/queue/claims");

        assertThat(answer.then().statusCode(409).extract().asString())
                .contains("1 case was not claimed; the others were")
                .contains("Ingrid Solheim has claimed this case.");
        assertThat(stateOf(free)).isEqualTo("CLAIMED");
    }

    @Test
    void cases_are_assigned_to_a_colleague() {
        UUID caseId = aCaseForLegal();

        sending(LEGAL_1)
                .formParam("q", "lane:legal")
                .formParam("case", caseId.toString())
                .formParam("to", "legal-2")
                .post("/queue/assignments")
                .then()
                .statusCode(303);

        assertThat(page(LEGAL_1, "/queue/" + caseId)).contains("Claimed by Ingrid Solheim");
    }

    @Test
    void a_filter_is_saved_shared_and_removed_by_its_owner_only() {
        String name = "Voices " + UUID.randomUUID();
        sending(LEGAL_1)
                .formParam("q", "clause:TP-1 lane:legal")
                .formParam("name", name)
                .formParam("shared", "yes")
                .post("/queue/filters")
                .then()
                .statusCode(303);

        assertThat(page(LEGAL_2, "/queue")).contains(name);
        String mine = page(LEGAL_1, "/queue?q=lane:legal+clause:TP-1");
        String removal = found("/queue/filters/[0-9a-f-]{36}/removal", mine);
        sending(LEGAL_2).formParam("q", "").post(removal).then().statusCode(303);
        assertThat(page(LEGAL_1, "/queue")).contains(name);
        sending(LEGAL_1).formParam("q", "").post(removal).then().statusCode(303);
        assertThat(page(LEGAL_1, "/queue")).doesNotContain(name);
    }

    @Test
    void new_cases_are_counted_for_the_line_above_the_list() {
        aCaseForLegal();

        given().header("Authorization", "Bearer " + LEGAL_1)
                .queryParam("q", "lane:legal")
                .queryParam("since", "2020-01-01T00:00:00Z")
                .get("/queue/news")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("says", Matchers.endsWith("show them"))
                .body("counts.size()", Matchers.greaterThan(5));
    }

    @Test
    void the_queue_says_who_took_a_case_meanwhile() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_2, caseId).then().statusCode(200);

        reading(LEGAL_1)
                .urlEncodingEnabled(true)
                .accept("application/json")
                .queryParam("q", "assignee:legal-2")
                .get("/queue/news")
                .then()
                .statusCode(200)
                .body("holders.'" + caseId + "'.name", Matchers.equalTo("Ingrid Solheim"));
    }

    @Test
    void whoever_reads_a_case_is_told_what_others_do_to_it() {
        UUID caseId = aCaseForLegal();
        String shown = page(LEGAL_1, "/queue/" + caseId);
        Matcher news = Pattern.compile("data-news=\"([^\"]+)\"").matcher(shown);
        assertThat(news.find()).isTrue();
        assertThat(reading(LEGAL_1)
                        .accept("application/json")
                        .get(news.group(1))
                        .jsonPath()
                        .getString("says"))
                .isEmpty();

        claims(LEGAL_2, caseId).then().statusCode(200);

        assertThat(reading(LEGAL_1)
                        .accept("application/json")
                        .get(news.group(1))
                        .jsonPath()
                        .getString("says"))
                .isEqualTo("Ingrid Solheim claimed the case");
        assertThat(reading(CONTACT_1)
                        .accept("application/json")
                        .get(news.group(1))
                        .jsonPath()
                        .getString("says"))
                .as("of what one may not see")
                .isEmpty();
    }

    @Test
    void what_the_partner_attached_is_listed_and_a_redelivery_adds_nothing() {
        UUID caseId = aCaseForLegal();
        ObjectNode attached =
                Examples.read(Path.of("../intake-service/src/main/contracts/examples/EvidenceAttached.v1.json"));
        attached.put("useCaseId", useCaseOf(caseId).toString());
        ObjectNode document = (ObjectNode) attached.path("document");
        document.put("id", TimeOrderedIds.next().toString()).put("name", HOSTILE + ".pdf");
        Matcher news = Pattern.compile("data-news=\"([^\"]+)\"").matcher(page(LEGAL_1, "/queue/" + caseId));
        assertThat(news.find()).isTrue();

        tellsOfPartner("EvidenceAttached", attached);
        tellsOfPartner("EvidenceAttached", attached);

        assertThat(reading(LEGAL_1)
                        .accept("application/json")
                        .get(news.group(1).replace("&amp;", "&"))
                        .jsonPath()
                        .getString("says"))
                .isEqualTo("Mei Chou attached a document");
        assertThat(page(LEGAL_1, "/queue/" + caseId))
                .containsOnlyOnce(
                        "/queue/" + caseId + "/documents/" + document.path("id").asText())
                .doesNotContain("<script>alert");
        reading(LEGAL_1)
                .get("/queue/" + caseId + "/documents/" + TimeOrderedIds.next())
                .then()
                .statusCode(404);
        reading(CONTACT_1)
                .get("/queue/" + caseId + "/documents/" + document.path("id").asText())
                .then()
                .statusCode(404);
        reading(LEGAL_1)
                .get("/queue/" + caseId + "/documents/" + document.path("id").asText())
                .then()
                .statusCode(502);
    }

    @Test
    void the_reference_of_a_case_typed_as_a_filter_opens_it() {
        ObjectNode escalation = Examples.forLegal(TimeOrderedIds.next());
        String reference = "UC-" + Math.abs(TimeOrderedIds.next().getLeastSignificantBits() % 1_000_000_000_000L);
        ((ObjectNode) escalation.path("useCase")).put("reference", reference);
        UUID caseId = opens(escalation);

        assertThat(reading(LEGAL_1)
                        .get("/queue?q=" + reference.toLowerCase(Locale.ROOT))
                        .getHeader("Location"))
                .endsWith("/queue/" + caseId);
        assertThat(page(CONTACT_1, "/queue?q=" + reference))
                .contains("There is no “" + reference + "” that you may see.");
    }

    @Test
    void a_colleague_named_in_a_comment_finds_it_at_home_until_they_answer() {
        UUID caseId = aCaseForLegal();
        assertThat(reading(LEGAL_1)
                        .accept("application/json")
                        .get("/queue/" + caseId + "/colleagues")
                        .jsonPath()
                        .getList("username"))
                .contains("legal-2")
                .doesNotContain("legal-1", "contact-1");

        sending(LEGAL_1)
                .formParam("text", "Is that licence enough, @legal-2? Mail to us@legal-1.example.")
                .formParam("audience", "INTERNAL")
                .post("/queue/" + caseId + "/comments")
                .then()
                .statusCode(303);

        assertThat(page(LEGAL_2, "/"))
                .contains("Amara Okafor named you in a comment")
                .contains(caseId.toString());
        assertThat(page(LEGAL_2, "/queue/" + caseId)).contains("You are named");
        assertThat(page(LEGAL_1, "/queue/" + caseId)).doesNotContain("You are named");
        sending(LEGAL_2)
                .formParam("text", "It is.")
                .formParam("audience", "INTERNAL")
                .post("/queue/" + caseId + "/comments")
                .then()
                .statusCode(303);
        assertThat(page(LEGAL_2, "/")).doesNotContain("/queue/" + caseId + "#timeline");
    }

    @Test
    void a_name_that_reaches_nobody_is_said_and_the_comment_stays() {
        assertThat(sending(LEGAL_1)
                        .formParam("text", "Look at this, @contact-1.")
                        .formParam("audience", "PARTNER")
                        .post("/queue/" + aCaseForLegal() + "/comments")
                        .then()
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("@contact-1 reaches nobody who can read this case")
                .contains("Look at this, @contact-1.</textarea>")
                .contains("value=\"PARTNER\" checked");
    }

    @Test
    void after_a_log_in_the_address_of_a_form_leads_back_to_its_page() {
        UUID caseId = aCaseForLegal();

        assertThat(reading(LEGAL_1).get("/queue/" + caseId + "/decision").getHeader("Location"))
                .endsWith("/queue/" + caseId);
        assertThat(reading(LEGAL_1).get("/queue/claims").getHeader("Location")).endsWith("/queue");
    }

    @Test
    void logging_out_has_a_form_on_every_page_and_ends_at_a_page_for_everybody() {
        assertThat(page(LEGAL_1, "/")).contains("action=\"/queue/logout\"");

        Response answer = sending(LEGAL_1).post("/queue/logout");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(given().accept("text/html")
                        .queryParam("logged-out", "yes")
                        .get("/")
                        .asString())
                .contains("You are logged out.");
    }

    @Test
    void home_says_what_needs_the_reader_now() {
        UUID caseId = aCaseForLegal();
        claims(LEGAL_1, caseId).then().statusCode(200);

        assertThat(page(LEGAL_1, "/"))
                .contains("Amara Okafor")
                .contains("Needs you now")
                .contains("/queue/");
        assertThat(given().accept("text/html")
                        .get("/")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("Log in")
                .contains("Check");
    }

    @Test
    void an_unknown_letter_is_said_to_be_unknown_in_the_form_that_was_asked_for() {
        assertThat(given().accept("text/html")
                        .get("/verify/WA-2026-00000-00000")
                        .then()
                        .statusCode(404)
                        .extract()
                        .asString())
                .contains("No such letter");
        given().accept("*/*")
                .get("/verify/WA-2026-00000-00000")
                .then()
                .statusCode(404)
                .contentType(ContentType.JSON);
    }

    @Test
    void a_signed_file_is_recognised_and_a_changed_one_is_not() {
        UUID approval = granted(aCaseForLegal());
        String jws =
                reading(LEGAL_1).get("/queue/letters/" + approval + "/signed").asString();

        assertThat(checked(jws)).contains("The file is genuine").contains("Two words as scripted");
        int middle = jws.indexOf('.') + 20;
        String changed = jws.substring(0, middle) + (jws.charAt(middle) == 'A' ? 'B' : 'A') + jws.substring(middle + 1);
        assertThat(checked(changed)).contains("Not a signed letter of ours");
        assertThat(checked("hello")).contains("Not a signed letter of ours");
    }

    @Test
    void the_letter_on_paper_is_recognised_by_what_it_encloses() {
        UUID approval = granted(aCaseForLegal());
        byte[] pdf = reading(LEGAL_1)
                .get("/queue/letters/" + approval + "/signed.pdf")
                .asByteArray();

        assertThat(checked(pdf)).contains("The file is genuine").contains("Two words as scripted");
        assertThat(checked("%PDF-1.7 and nothing in it")).contains("Not a signed letter of ours");
    }

    private static String checked(String file) {
        return checked(file.getBytes(StandardCharsets.UTF_8));
    }

    private static String checked(byte[] file) {
        return given().header("Sec-Fetch-Site", "same-origin")
                .accept("text/html")
                .multiPart("file", "letter", file, "application/octet-stream")
                .post("/verify")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void legal_revokes_a_letter_with_a_reason_and_everybody_can_see_it() {
        UUID caseId = aCaseForLegal();
        UUID approval = granted(caseId);
        String letter = "/queue/letters/" + approval;
        assertThat(page(LEGAL_1, "/queue/" + caseId)).contains("Revoke the letter");
        assertThat(page(AUDITOR_1, "/queue/" + caseId)).doesNotContain("Revoke the letter");
        sending(AUDITOR_1)
                .formParam("reason", "No.")
                .formParam("sure", "yes")
                .post(letter + "/revocation")
                .then()
                .statusCode(403);
        sending(LEGAL_1)
                .formParam("reason", "")
                .post(letter + "/revocation")
                .then()
                .statusCode(422);

        String revoked = after(
                LEGAL_1,
                sending(LEGAL_1)
                        .formParam("reason", "The performer withdrew consent.")
                        .formParam("sure", "yes")
                        .post(letter + "/revocation"));

        assertThat(revoked).contains("Revoked on");
        String number = found("WA-\\d{4}-\\w{5}-\\w{5}", revoked);
        assertThat(given().accept("text/html").get("/verify/" + number).asString())
                .contains("Genuine, but revoked");
    }

    @Test
    void a_form_of_another_site_does_nothing() {
        UUID caseId = aCaseForLegal();

        given().header("Sec-Fetch-Site", "cross-site")
                .contentType(ContentType.URLENC)
                .post("/queue/" + caseId + "/claim?slot=legal")
                .then()
                .statusCode(403);
    }

    @Test
    void a_time_zone_that_is_none_is_passed_by() {
        reading(LEGAL_1).cookie("tz", "Mars/Olympus").get("/queue").then().statusCode(200);
    }

    @Test
    void a_stand_in_signs_for_the_colleague_who_is_away() {
        String standIn = Tokens.of("contact-9")
                .person("Ravi Menon", "en-GB")
                .role("contact")
                .token();
        page(standIn, "/queue");
        Delegation delegation = new Delegation(
                TimeOrderedIds.next(),
                new Person(subject("legal-2"), "Ingrid Solheim"),
                new Person(subject("contact-9"), "Ravi Menon"),
                Slot.LEGAL,
                Instant.now().minusSeconds(60),
                Instant.now().plusSeconds(600),
                null);
        database.transaction(tx -> {
            delegations.make(tx, delegation);
            return null;
        });
        UUID caseId = aCaseForLegal();

        String claimed = after(standIn, sending(standIn).post("/queue/" + caseId + "/claim?slot=legal"));
        assertThat(claimed).contains("claimed by you for Ingrid Solheim").contains("for Ingrid Solheim</span>");
        String denied = after(
                standIn,
                aDecision(standIn, claimed, "deny")
                        .formParam("why", "Not without the form.")
                        .post("/queue/" + caseId + "/decision"));

        assertThat(denied).contains("denied the use for Ingrid Solheim");
    }

    private static String subject(String username) {
        return UUID.nameUUIDFromBytes(username.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
