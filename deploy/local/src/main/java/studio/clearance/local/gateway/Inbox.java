package studio.clearance.local.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import studio.clearance.local.parts.LocalMail;

/**
 * What the local system sent out, caught: mail at {@code /inbox}, webhooks at {@code /inbox/webhooks}. With {@code Accept:
 * application/json} both answer as data.
 *
 * <p>A webhook is sent to {@code /inbox/webhooks/<receiver>}; {@code PUT /inbox/webhooks/<receiver>/key} tells the key to check by.
 */
public final class Inbox {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String NAVIGATION =
            "<nav><a href=\"/inbox\">Mail</a><a href=\"/inbox/webhooks\">Webhooks</a><a href=\"/\">Clearance</a></nav>";

    private final LocalMail mail;
    private final WebhookInbox webhooks = new WebhookInbox();

    public Inbox(LocalMail mail) {
        this.mail = mail;
    }

    void handle(HttpServerRequest request, String requested) {
        List<String> path = List.of(requested.substring(1).split("/"));
        if (request.method() == HttpMethod.POST
                && path.size() == 3
                && path.get(1).equals("webhooks")) {
            receive(request, path.get(2));
        } else if (request.method() == HttpMethod.PUT
                && path.size() == 4
                && path.get(3).equals("key")) {
            request.body().onSuccess(key -> {
                webhooks.know(path.get(2), key.toString().strip());
                request.response().setStatusCode(204).end();
            });
        } else if (request.method() != HttpMethod.GET) {
            request.response().setStatusCode(405).end();
        } else if (path.size() == 1) {
            show(request, mailsAsData(), this::mailsAsPage);
        } else if (path.size() == 2 && path.get(1).equals("webhooks")) {
            show(request, webhooksAsData(), this::webhooksAsPage);
        } else if (path.size() >= 3 && path.get(1).equals("mail")) {
            showMail(request, path);
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private void receive(HttpServerRequest request, String receiver) {
        request.body().onSuccess(payload -> {
            webhooks.add(new ReceivedWebhook(
                    Instant.now(),
                    receiver,
                    new WebhookSignature(
                            header(request, "webhook-id"),
                            header(request, "webhook-timestamp"),
                            header(request, "webhook-signature")),
                    payload.getBytes()));
            request.response().setStatusCode(204).end();
        });
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    @FunctionalInterface
    private interface Page {
        String render();
    }

    private static void show(HttpServerRequest request, JsonArray data, Page page) {
        if (header(request, "Accept").contains("application/json")) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(data.toBuffer());
        } else {
            html(request, page.render());
        }
    }

    private static void html(HttpServerRequest request, String page) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; frame-ancestors 'self'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(page);
    }

    private void showMail(HttpServerRequest request, List<String> path) {
        List<Letter> letters = letters();
        int index;
        try {
            index = Integer.parseInt(path.get(2)) - 1;
        } catch (NumberFormatException e) {
            index = -1;
        }
        if (index < 0 || index >= letters.size()) {
            request.response().setStatusCode(404).end();
        } else if (path.size() == 4 && path.get(3).equals("html")) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8")
                    // As a mail program would show it: no scripts, nothing fetched from elsewhere.
                    .putHeader(
                            "Content-Security-Policy",
                            "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'")
                    .end(letters.get(index).html());
        } else {
            html(request, mailAsPage(index, letters.get(index)));
        }
    }

    private List<Letter> letters() {
        return mail.messages().stream().map(Letter::of).toList();
    }

    private JsonArray mailsAsData() {
        var data = new JsonArray();
        letters()
                .forEach(letter -> data.add(new JsonObject()
                        .put("to", letter.to())
                        .put("from", letter.from())
                        .put("subject", letter.subject())
                        .put("sentAt", letter.sentAt().toString())
                        .put("text", letter.text())));
        return data;
    }

    private String mailsAsPage() {
        List<Letter> letters = letters();
        var rows = new StringBuilder();
        for (int i = letters.size() - 1; i >= 0; i--) {
            Letter letter = letters.get(i);
            rows.append("<tr><td>%s</td><td>%s</td><td><a href=\"/inbox/mail/%d\">%s</a></td></tr>"
                    .formatted(
                            TIME.format(letter.sentAt()), Html.text(letter.to()), i + 1, Html.text(letter.subject())));
        }
        return Html.page(
                "Mail",
                "",
                NAVIGATION + "<h1>Mail</h1>"
                        + (letters.isEmpty()
                                ? "<p class=\"quiet\">Nothing was sent since the system started.</p>"
                                : "<table><thead><tr><th>At</th><th>To</th><th>Subject</th></tr></thead><tbody>" + rows
                                        + "</tbody></table>"));
    }

    private static String mailAsPage(int index, Letter letter) {
        String html = letter.html().isEmpty()
                ? ""
                : "<iframe title=\"The mail as HTML\" sandbox=\"allow-popups\" src=\"/inbox/mail/%d/html\"></iframe>"
                        .formatted(index + 1);
        return Html.page(
                letter.subject(),
                "",
                NAVIGATION
                        + "<h1>%s</h1><p class=\"quiet\">From %s to %s</p><pre>%s</pre>%s"
                                .formatted(
                                        Html.text(letter.subject()),
                                        Html.text(letter.from()),
                                        Html.text(letter.to()),
                                        Html.text(letter.text()),
                                        html));
    }

    private JsonArray webhooksAsData() {
        var data = new JsonArray();
        webhooks.newestFirst()
                .forEach(webhook -> data.add(new JsonObject()
                        .put("receivedAt", webhook.at().toString())
                        .put("receiver", webhook.receiver())
                        .put("id", webhook.signature().id())
                        .put("signature", webhooks.verdict(webhook).name())
                        .put("payload", new String(webhook.payload(), StandardCharsets.UTF_8))));
        return data;
    }

    private String webhooksAsPage() {
        String rows = webhooks.newestFirst().stream()
                .map(webhook -> {
                    ReceivedWebhook.Verdict verdict = webhooks.verdict(webhook);
                    String tone = verdict == ReceivedWebhook.Verdict.GENUINE
                            ? "ok"
                            : verdict == ReceivedWebhook.Verdict.FORGED ? "stop" : "quiet";
                    return "<tr><td>%s</td><td>%s<br><span class=\"quiet\">%s</span></td><td class=\"%s\">%s</td><td><pre>%s</pre></td></tr>"
                            .formatted(
                                    TIME.format(webhook.at()),
                                    Html.text(webhook.receiver()),
                                    Html.text(webhook.signature().id()),
                                    tone,
                                    verdict.words,
                                    Html.text(new String(webhook.payload(), StandardCharsets.UTF_8)));
                })
                .collect(Collectors.joining());
        return Html.page(
                "Webhooks",
                "",
                NAVIGATION + "<h1>Webhooks</h1>"
                        + (rows.isEmpty()
                                ? "<p class=\"quiet\">None came since the system started. Register <code>/inbox/webhooks/any-name</code> "
                                        + "of this address as an endpoint to see them here.</p>"
                                : "<table><thead><tr><th>At</th><th>Receiver, id</th><th>Signature</th><th>Payload</th></tr></thead><tbody>"
                                        + rows + "</tbody></table>"));
    }
}
