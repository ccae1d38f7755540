package studio.clearance.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.clearance.local.parts.Home;
import studio.clearance.local.parts.LocalKeycloak;
import studio.clearance.local.parts.LocalPostgres;

/** The realm in a real Keycloak: what stands in the tokens that the services decide by. */
class RealmTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static LocalPostgres postgres;
    private static LocalKeycloak keycloak;
    private static Identity identity;
    private static String publicUrl;

    @BeforeAll
    static void start() {
        var installation = new Installation(Home.repository(), directory);
        Addresses addresses = Addresses.free();
        publicUrl = addresses.publicUrl();
        postgres = new LocalPostgres(
                        installation.directory(Part.POSTGRES),
                        addresses.port(Part.POSTGRES),
                        installation.secrets().of("postgres"),
                        LocalPostgres.Durability.PROCESS)
                .start();
        keycloak = new LocalKeycloak(
                        installation.directory(Part.KEYCLOAK),
                        addresses.port(Part.KEYCLOAK),
                        publicUrl,
                        installation.realm(),
                        postgres,
                        installation.secrets())
                .start();
        keycloak.awaitToken(Duration.ofMinutes(3));
        identity = new Identity(installation, addresses);
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.process().kill();
        }
        if (postgres != null) {
            postgres.kill();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "partner-a,  partner,          partner-a, Fathom & Field,     en-GB",
        "partner-b,  partner,          partner-b, Estudio Nébula,     es-419",
        "producer-a, partner,          partner-a, Mei Chou,           en-GB",
        "contact-1,  contact,                   , Dana Whitlock,      en-GB",
        "contact-2,  contact,                   , Yuki Brandt,        pt-BR",
        "legal-1,    legal-reviewer,            , Adaeze Moreau,      en",
        "legal-2,    legal-reviewer,            , Henrik Salo,        en",
        "labour-1,   labour-reviewer,           , Rosalind Kaya,      en",
        "policy-1,   policy-owner,              , Devika Lindqvist,   en",
        "policy-2,   policy-owner,              , Oren Batista,       en",
        "auditor-1,  auditor,                   , Chloe Nakamura,     en",
        "admin-1,    admin,                     , Pavel Whitcombe,    en"
    })
    void a_token_says_who_it_is_and_what_they_may(
            String username, String role, String partner, String name, String locale) {
        JsonObject claims = claims(identity.token(username));

        assertThat(claims.getString("iss")).isEqualTo(publicUrl + "/auth/realms/clearance");
        assertThat(claims.getString("preferred_username")).isEqualTo(username);
        assertThat(claims.getString("name")).isEqualTo(name);
        assertThat(claims.getString("locale")).isEqualTo(locale);
        assertThat(claims.getString("partner_id")).isEqualTo(partner);
        assertThat(strings(claims.getJsonObject("realm_access").getJsonArray("roles")))
                .contains(role)
                .doesNotContainAnyElementsOf(otherRoles(role));
        assertThat(strings(claims.getValue("aud"))).contains("clearance");
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(300);
    }

    @Test
    void everybody_of_the_realm_keeps_the_same_id_whenever_it_is_imported() {
        assertThat(claims(identity.token("legal-1")).getString("sub"))
                .isEqualTo("f957af9e-6c06-5817-9ef5-78f506bb56df");
    }

    @Test
    void a_login_without_proof_key_is_refused() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                keycloak.realmUrl() + "/protocol/openid-connect/auth?client_id=clearance-pages"
                                        + "&response_type=code&scope=openid&redirect_uri=" + publicUrl + "/queue"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Location").orElse(""))
                .contains("Missing+parameter%3A+code_challenge_method");
    }

    @Test
    void a_login_returns_to_the_public_address_only() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                keycloak.realmUrl() + "/protocol/openid-connect/auth?client_id=clearance-pages"
                                        + "&response_type=code&scope=openid&redirect_uri=https://evil.example/"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Invalid parameter: redirect_uri");
    }

    @Test
    void the_pages_take_no_passwords() throws Exception {
        HttpResponse<String> answer =
                token("grant_type=password&client_id=clearance-pages&username=legal-1&password=x");

        assertThat(answer.statusCode()).isIn(400, 401);
    }

    private static HttpResponse<String> token(String form) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(keycloak.realmUrl() + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject claims(String token) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    private static List<String> strings(Object value) {
        return value instanceof JsonArray array
                ? array.stream().map(String.class::cast).toList()
                : List.of(Objects.toString(value));
    }

    private static List<String> otherRoles(String role) {
        return Stream.of("partner", "contact", "legal-reviewer", "labour-reviewer", "policy-owner", "auditor", "admin")
                .filter(other -> !other.equals(role))
                .toList();
    }
}
