package studio.clearance.local.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import studio.clearance.local.parts.PartFailed;
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.Installation;

/** From a declaration to a written approval in the partner's hands, played on the running system as the people would. */
public final class Trip {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String REVIEWER = "legal-1";

    /** @param sent when its submission was sent off */
    private record Declared(World.UseCase useCase, String id, String reference, Instant sent, Duration accepted) {}

    private final Installation installation;
    private final PrintStream out;
    private final String url;
    private final Map<String, Duration> legs = new LinkedHashMap<>();

    public Trip(Installation installation, PrintStream out) {
        this.installation = installation;
        this.out = out;
        this.url = installation.addresses().publicUrl();
    }

    public void play() {
        World world = World.load();
        Map<String, String> productions = new Settlement(installation).settle();
        try (var api = new Api(url, new Identity(installation, installation.addresses()))) {
            world.partners().forEach(partner -> listen(api, partner.id()));

            out.println("Two partners declare what they mean to do");
            List<Declared> declared = new ArrayList<>();
            for (World.UseCase useCase : world.useCases()) {
                declared.add(declare(api, useCase, productions.getOrDefault(useCase.production(), "")));
            }
            outcomes(api, declared);
            declared.stream()
                    .filter(one -> one.useCase().grant().isPresent())
                    .forEach(one -> grant(api, one, one.useCase().grant().orElseThrow()));
            out.println();
            out.println("How long each leg took");
            legs.forEach((leg, took) -> out.printf(Locale.ROOT, "  %-52s %6d ms%n", leg, took.toMillis()));
        }
    }

    /** Registers the local inbox as the partner's webhook endpoint, once; the key to check by is shown at that time only. */
    private void listen(Api api, String partner) {
        String address = url + "/inbox/webhooks/" + partner;
        Path kept = installation.directory().resolve("secrets/webhook-" + partner);
        boolean registered =
                api.get(partner, "/api/webhook-endpoints").expect("Listing the webhook endpoints").items().stream()
                        .map(JsonObject.class::cast)
                        .anyMatch(endpoint -> endpoint.getString("url").equals(address));
        try {
            if (!registered || Files.notExists(kept)) {
                var form = new JsonObject().put("url", address).put("events", new JsonArray().add("*"));
                String key = api.post(partner, "/api/webhook-endpoints", form, Map.of())
                        .expect("Registering a webhook endpoint")
                        .object()
                        .getString("secret");
                Files.writeString(kept, key);
            }
            api.putAnonymously("/inbox/webhooks/" + partner + "/key", Files.readString(kept))
                    .expect("Telling the inbox the key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Declared declare(Api api, World.UseCase useCase, String production) {
        Instant sent = Instant.now();
        JsonObject accepted = api.post(useCase.partner(), "/api/use-cases", useCase.form(production), Map.of())
                .expect("Declaring '" + useCase.title() + "'")
                .object();
        return new Declared(
                useCase,
                accepted.getString("id"),
                accepted.getString("reference"),
                sent,
                Duration.between(sent, Instant.now()));
    }

    private void outcomes(Api api, List<Declared> declared) {
        out.printf("  %-9s %-10s %-42s %-15s %-9s %s%n", "", "partner", "use", "outcome", "waits for", "known after");
        for (Declared one : declared) {
            JsonObject found = until(
                    "triage of " + one.reference(),
                    () -> Optional.of(read(api, one)).filter(view -> view.containsKey("outcome")));
            Duration known = Duration.between(one.sent(), Instant.now());
            out.printf(
                    "  %-9s %-10s %-42s %-15s %-9s %d ms%n",
                    one.reference(),
                    one.useCase().partner(),
                    one.useCase().title(),
                    found.getString("outcome"),
                    found.getString("lane", "nobody").toLowerCase(Locale.ROOT),
                    known.toMillis());
            if (one.useCase().grant().isPresent()) {
                legs.put("accepted by intake", one.accepted());
                legs.put("decided by triage and known to the partner", known);
            }
        }
    }

    private static JsonObject read(Api api, Declared one) {
        return api.get(one.useCase().partner(), "/api/use-cases/" + one.id())
                .expect("Reading " + one.reference())
                .object();
    }

    private void grant(Api api, Declared one, JsonObject terms) {
        out.println();
        out.printf(
                "%s claims %s, \"%s\", and grants it%n",
                REVIEWER, one.reference(), one.useCase().title());
        JsonObject queued = until("the queue showing " + one.reference(), () -> queued(api, one));
        legs.put("in the reviewers' queue", Duration.between(one.sent(), Instant.now()));
        String place = "/api/review-cases/" + queued.getString("id");
        api.post(REVIEWER, place + "/claim", new JsonObject(), Map.of()).expect("Claiming the case");
        String version =
                api.get(REVIEWER, place).expect("Reading the case").headers().getOrDefault("ETag", "");
        Instant decided = Instant.now();
        api.post(REVIEWER, place + "/decisions", decision(terms), Map.of("If-Match", version))
                .expect("Granting the case");
        legs.put("granted, the letter signed", Duration.between(decided, Instant.now()));

        JsonObject approval = until(
                "the partner seeing the grant",
                () -> Optional.ofNullable(read(api, one).getJsonObject("approval")));
        legs.put("grant known to the partner", Duration.between(decided, Instant.now()));
        until("the mail", () -> mailAbout(api, one));
        legs.put("mail delivered", Duration.between(decided, Instant.now()));
        JsonObject webhook = until("the webhook", () -> webhookAbout(api, approval.getString("id")));
        legs.put("webhook delivered", Duration.between(decided, Instant.now()));

        String verify = approval.getJsonObject("terms", new JsonObject())
                .getString("verifyUrl", url + "/verify/" + approval.getString("id"));
        api.getAnonymously(verify.substring(verify.indexOf("/verify/"))).expect("Verifying the letter");
        out.printf("  the letter, for anyone to check   %s%n", verify);
        out.printf("  mail                              %s/inbox%n", url);
        out.printf(
                "  webhook, %-24s %s/inbox/webhooks%n",
                webhook.getString("signature").toLowerCase(Locale.ROOT) + " signature", url);
    }

    private static JsonObject decision(JsonObject terms) {
        return new JsonObject()
                .put("decision", "GRANT")
                .put("scope", terms.getString("scope"))
                .put("conditions", says(terms.getJsonArray("conditions")))
                .put("forbiddenUses", says(terms.getJsonArray("forbiddenUses")))
                .put(
                        "expiresAt",
                        Instant.now()
                                .atOffset(ZoneOffset.UTC)
                                .plusMonths(terms.getInteger("months"))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
    }

    private static JsonArray says(JsonArray sentences) {
        var entries = new JsonArray();
        sentences.forEach(sentence -> entries.add(new JsonObject().put("says", sentence)));
        return entries;
    }

    private static Optional<JsonObject> queued(Api api, Declared one) {
        return api
                .get(REVIEWER, "/api/review-cases?useCaseId=" + one.id() + "&limit=200")
                .expect("Reading the queue")
                .items()
                .stream()
                .map(JsonObject.class::cast)
                .filter(item -> one.id().equals(item.getString("useCaseId")))
                .findFirst();
    }

    private static Optional<JsonObject> mailAbout(Api api, Declared one) {
        return new JsonArray(
                        api.getAnonymously("/inbox").expect("Reading the inbox").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(mail -> (mail.getString("subject") + mail.getString("text")).contains(one.reference()))
                        .filter(mail -> mail.getString("text").contains("/verify/"))
                        .findFirst();
    }

    private static Optional<JsonObject> webhookAbout(Api api, String approval) {
        return new JsonArray(api.getAnonymously("/inbox/webhooks")
                        .expect("Reading the inbox")
                        .body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(webhook -> webhook.getString("payload").contains(approval))
                        .findFirst();
    }

    private static <T> T until(String what, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new PartFailed("Waited %d s in vain for %s. ./clearance logs shows what the services say."
                        .formatted(LIMIT.toSeconds(), what));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
