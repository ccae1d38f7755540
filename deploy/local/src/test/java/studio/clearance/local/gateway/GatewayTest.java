package studio.clearance.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import studio.clearance.local.parts.LocalMail;
import studio.clearance.local.parts.Ports;

/** A real gateway before a real server that answers with what it was asked. */
class GatewayTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final CountDownLatch FIRST_PART_READ = new CountDownLatch(1);
    private static HttpServer behind;
    private static Gateway gateway;
    private static LocalMail mail;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        behind.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        behind.createContext("/api/use-cases", exchange -> {
            var echo = new JsonObject().put("uri", exchange.getRequestURI().toString());
            exchange.getRequestHeaders()
                    .forEach((name, values) -> echo.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            echo.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = echo.toBuffer().getBytes();
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        behind.createContext("/desk/stream", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("first".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                assertThat(FIRST_PART_READ.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.getResponseBody().write("second".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        behind.start();
        var ports = Ports.free(3);
        mail = new LocalMail(ports.get(0)).start();
        url = "http://localhost:" + ports.get(1);
        gateway = new Gateway(
                        Routes.ofTheSystem(),
                        "localhost",
                        ports.get(1),
                        URI.create(url),
                        Map.of(
                                "intake",
                                        URI.create("http://localhost:"
                                                + behind.getAddress().getPort()),
                                "approval", URI.create("http://localhost:" + ports.get(2))),
                        new Inbox(mail))
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.stop();
        behind.stop(0);
        mail.stop();
    }

    @Test
    void a_request_arrives_whole_and_its_answer_comes_back() throws Exception {
        for (int onTheSameConnection = 0; onTheSameConnection < 3; onTheSameConnection++) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + "/api/use-cases?limit=2&x=%20y"))
                    .header("Authorization", "Bearer abc")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"ä\"}")));

            assertThat(answer.statusCode()).isEqualTo(201);
            var seen = new JsonObject(answer.body());
            assertThat(seen.getString("uri")).isEqualTo("/api/use-cases?limit=2&x=%20y");
            assertThat(seen.getString("authorization")).isEqualTo("Bearer abc");
            assertThat(seen.getString("body")).isEqualTo("{\"title\":\"ä\"}");
        }
    }

    @Test
    void the_part_behind_learns_the_public_address_and_nothing_a_caller_claims_about_it() throws Exception {
        var seen = new JsonObject(send(HttpRequest.newBuilder(URI.create(url + "/api/use-cases"))
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-Prefix", "/evil")
                        .header("Forwarded", "host=evil.example"))
                .body());

        assertThat(seen.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat("http://" + seen.getString("x-forwarded-host")).isEqualTo(url);
        assertThat(seen.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(seen.encode()).doesNotContain("evil");
    }

    @Test
    void an_answer_is_passed_on_while_it_is_still_being_written() throws Exception {
        HttpResponse<InputStream> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/desk/stream")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(new String(body.readNBytes(5), StandardCharsets.UTF_8)).isEqualTo("first");
            FIRST_PART_READ.countDown();
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("second");
        }
    }

    @Test
    void a_part_that_is_away_is_a_problem_a_machine_can_read() throws Exception {
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(URI.create(url + "/api/review-cases")).header("Accept", "application/json"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).contains("approval part is not answering");
    }

    @Test
    void a_part_that_is_away_is_a_page_a_person_can_read() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(url + "/queue")).header("Accept", "text/html,*/*;q=0.8"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("Back in a moment");
    }

    @Test
    void a_path_that_climbs_out_of_its_route_is_refused() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/api/use-cases/%2e%2e/%2e%2e/q/metrics")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_belongs_to_nobody_is_not_found() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/q/metrics"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_mail_is_shown_without_running_what_is_in_it() throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", "localhost");
        properties.setProperty("mail.smtp.port", String.valueOf(mail.port()));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("clearance@example.com"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("mei.chou@example.com"));
        message.setSubject("Granted <script>alert(1)</script>", "UTF-8");
        var plain = new MimeBodyPart();
        plain.setText("It is granted.", "UTF-8");
        var html = new MimeBodyPart();
        html.setContent("<b>It is granted.</b><script>alert(2)</script>", "text/html;charset=utf-8");
        message.setContent(new MimeMultipart("alternative", plain, html));
        Transport.send(message);
        assertThat(mail.awaits(1, Duration.ofSeconds(20))).isTrue();

        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/inbox"))).body())
                .contains("mei.chou@example.com", "Granted &lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/inbox/mail/1")))
                        .body())
                .contains("It is granted.")
                .doesNotContain("<script>");
        HttpResponse<String> original = send(HttpRequest.newBuilder(URI.create(url + "/inbox/mail/1/html")));
        assertThat(original.body()).contains("<b>It is granted.</b>");
        assertThat(original.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox allow-popups; default-src 'none'");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
