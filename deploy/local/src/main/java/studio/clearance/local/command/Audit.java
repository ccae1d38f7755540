package studio.clearance.local.command;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.Installation;

/** {@code ./clearance audit verify | export FILE}: what an auditor may do on the running system. */
final class Audit {
    private static final Duration WALK = Duration.ofMinutes(30);
    private static final String AUDITOR = "auditor-1";
    private static final String RECORD = "/api/review-cases/audit";

    private final Installation installation;
    private final Terminal terminal;

    Audit(Installation installation, Terminal terminal) {
        this.installation = installation;
        this.terminal = terminal;
    }

    void run(List<String> arguments) {
        if (!arguments.equals(List.of("verify"))
                && !(arguments.size() == 2 && arguments.getFirst().equals("export"))) {
            throw new IllegalArgumentException("audit can verify, or export to a file");
        }
        if (installation.launcher().running().isEmpty()) {
            throw new Refused("Clearance is not running. ./clearance up starts it.");
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            if (arguments.getFirst().equals("verify")) {
                verify(http);
            } else {
                export(http, Path.of(arguments.getLast()));
            }
        } catch (IOException e) {
            throw new Refused("The record could not be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void verify(HttpClient http) throws IOException, InterruptedException {
        JsonObject finding =
                new JsonObject(new String(get(http, RECORD + "/verification").body(), StandardCharsets.UTF_8));
        JsonObject broken = finding.getJsonObject("broken");
        if (broken != null) {
            String caseId = broken.getString("caseId");
            throw new Refused("Broken at "
                    + (caseId == null
                            ? "seal " + broken.getLong("number")
                            : "entry " + broken.getLong("number") + " of case " + caseId)
                    + ": " + broken.getString("what") + ".");
        }
        terminal.say("Whole: %d entries of %d cases, under %d seals."
                .formatted(finding.getLong("entries"), finding.getLong("cases"), finding.getLong("seals")));
    }

    /** The seals first: what they cover is then sure to be among the entries. */
    private void export(HttpClient http, Path file) throws IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(get(http, RECORD + "/seals").body());
            Optional<String> cursor = Optional.of("");
            while (cursor.isPresent()) {
                HttpResponse<byte[]> portion = get(http, RECORD + "?cursor=" + cursor.get());
                out.write(portion.body());
                cursor = portion.headers().firstValue("X-Next-Cursor");
            }
        }
        terminal.say("%s holds the record. Check it with ./clearance audit verify %s --jwks %s/.well-known/jwks.json"
                .formatted(file, file, installation.addresses().publicUrl()));
    }

    private HttpResponse<byte[]> get(HttpClient http, String path) throws IOException, InterruptedException {
        Identity identity = new Identity(installation, installation.addresses());
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(installation.addresses().publicUrl() + path))
                        .header("Authorization", "Bearer " + identity.token(AUDITOR))
                        .header("Accept", "application/json, application/x-ndjson;q=0.9")
                        .timeout(WALK)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new Refused(path + " was answered with " + response.statusCode() + ".");
        }
        return response;
    }
}
