package studio.clearance.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import studio.clearance.local.gateway.Gateway;
import studio.clearance.local.gateway.Inbox;
import studio.clearance.local.gateway.Routes;
import studio.clearance.local.parts.Broker;
import studio.clearance.local.parts.ChildProcess;
import studio.clearance.local.parts.ConsumerGroups;
import studio.clearance.local.parts.DatabaseServer;
import studio.clearance.local.parts.LocalKafka;
import studio.clearance.local.parts.LocalKeycloak;
import studio.clearance.local.parts.LocalMail;
import studio.clearance.local.parts.LocalPostgres;
import studio.clearance.local.parts.LocalService;
import studio.clearance.local.parts.PartFailed;
import studio.clearance.local.parts.Restartable;
import studio.clearance.local.parts.Secrets;
import studio.clearance.local.parts.ServiceDatabase;
import studio.clearance.local.parts.Topics;

/**
 * PostgreSQL, Kafka, Keycloak, mail, the four services and the gateway, started together as real processes. The launcher runs it for
 * people, the system tests for themselves.
 */
public final class LocalSystem implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Installation installation;
    private final Addresses addresses;
    private final Progress progress;
    private final Secrets secrets;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final LocalKeycloak keycloak;
    private final LocalMail mail;
    private final Map<Part, LocalService> services = new EnumMap<>(Part.class);
    private final Gateway gateway;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean closing = new AtomicBoolean();

    public LocalSystem(
            Installation installation, Addresses addresses, LocalPostgres.Durability durability, Progress progress) {
        this(installation, addresses, durability, Map.of(), progress);
    }

    /** @param databaseSettings as in {@code postgresql.conf}, for what a measurement wants of the server */
    public LocalSystem(
            Installation installation,
            Addresses addresses,
            LocalPostgres.Durability durability,
            Map<String, String> databaseSettings,
            Progress progress) {
        this.installation = installation;
        this.addresses = addresses;
        this.progress = progress;
        this.secrets = installation.secrets();
        postgres = new LocalPostgres(
                installation.directory(Part.POSTGRES),
                addresses.port(Part.POSTGRES),
                secrets.of("postgres"),
                durability,
                databaseSettings);
        kafka = new LocalKafka(
                installation.directory(Part.KAFKA),
                addresses.port(Part.KAFKA),
                addresses.kafkaController(),
                Topics.names());
        keycloak = new LocalKeycloak(
                installation.directory(Part.KEYCLOAK),
                addresses.port(Part.KEYCLOAK),
                addresses.publicUrl(),
                installation.realm(),
                postgres,
                secrets);
        mail = new LocalMail(addresses.port(Part.MAIL));
        for (Part service : Part.SERVICES) {
            services.put(
                    service,
                    new LocalService(
                            service.id(),
                            installation.directory(service),
                            addresses.port(service),
                            installation.build(service),
                            Memory.OF_A_SERVICE,
                            settings(service)));
        }
        gateway = new Gateway(
                Routes.ofTheSystem(),
                "localhost",
                addresses.port(Part.GATEWAY),
                URI.create(addresses.publicUrl()),
                targets(),
                new Inbox(mail));
    }

    private Map<String, URI> targets() {
        var targets = new TreeMap<String, URI>();
        services.keySet().forEach(service -> targets.put(service.id(), at(service)));
        targets.put(Part.KEYCLOAK.id(), at(Part.KEYCLOAK));
        return targets;
    }

    private URI at(Part part) {
        return URI.create("http://localhost:" + addresses.port(part));
    }

    public String publicUrl() {
        return addresses.publicUrl();
    }

    public Addresses addresses() {
        return addresses;
    }

    public Secrets secrets() {
        return secrets;
    }

    public Broker kafka() {
        return kafka;
    }

    public DatabaseServer postgres() {
        return postgres;
    }

    public LocalMail mail() {
        return mail;
    }

    /** A service, to be killed and restarted. */
    public Restartable service(Part service) {
        LocalService found = services.get(service);
        if (found == null) {
            throw new IllegalArgumentException(service.title() + " is no service of ours");
        }
        return found;
    }

    /**
     * Starts everything at once and returns when all of it serves: Keycloak issues tokens, every service is ready, every partition has
     * its reader.
     *
     * @throws PartFailed when a part does not; the others are then stopped
     */
    public LocalSystem start() {
        addresses.write(ensured(installation).addressFile());
        var database = starting(Part.POSTGRES, "starting", () -> {
            postgres.start();
            Part.SERVICES.forEach(service -> postgres.provide(ServiceDatabase.of(service.id(), secrets)));
        });
        var broker = starting(Part.KAFKA, "starting", kafka::start);
        var letters = starting(Part.MAIL, "starting", mail::start);
        var front = starting(Part.GATEWAY, "starting", gateway::start);
        var identity = after(database, Part.KEYCLOAK, "starting, until it issues a token", () -> {
            keycloak.start();
            keycloak.awaitToken(LIMIT);
        });
        var all = new ArrayList<>(List.of(database, broker, letters, front, identity));
        services.forEach((part, service) -> all.add(after(
                CompletableFuture.allOf(database, broker),
                part,
                "starting, until it is ready and reads its topics",
                () -> {
                    service.start().awaitReady(LIMIT);
                    ConsumerGroups.of(installation.settings(part)).await(kafka.bootstrapServers(), LIMIT);
                })));
        try {
            allOrTheFirstFailure(all).join();
            return this;
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private static Installation ensured(Installation installation) {
        try {
            Files.createDirectories(installation.directory());
            return installation;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody should wait for the rest once one part has failed. */
    private static CompletableFuture<Void> allOrTheFirstFailure(List<CompletableFuture<Void>> parts) {
        CompletableFuture<Void> outcome = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        parts.forEach(part -> part.whenComplete((done, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(failure);
            }
        }));
        return outcome;
    }

    private CompletableFuture<Void> starting(Part part, String words, Runnable work) {
        return CompletableFuture.runAsync(() -> observed(part, words, work), threads);
    }

    private CompletableFuture<Void> after(CompletableFuture<Void> first, Part part, String words, Runnable work) {
        progress.tell(part, Progress.State.WAITING, Duration.ZERO, "");
        return first.thenRunAsync(() -> observed(part, words, work), threads);
    }

    private void observed(Part part, String words, Runnable work) {
        Instant begin = Instant.now();
        progress.tell(part, Progress.State.STARTING, Duration.ZERO, words);
        try {
            work.run();
            progress.tell(part, Progress.State.READY, Duration.between(begin, Instant.now()), "");
        } catch (RuntimeException e) {
            if (!closing.get()) {
                progress.tell(
                        part,
                        Progress.State.FAILED,
                        Duration.between(begin, Instant.now()),
                        String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** Reports every process that ends without having been told to, until the system is closed. */
    public void watch() {
        for (Part part : Part.values()) {
            if (!part.livesInTheLauncher()) {
                ChildProcess process = installation.process(part);
                process.running()
                        .ifPresent(running -> running.onExit().thenRun(() -> {
                            if (!closing.get()) {
                                progress.tell(
                                        part,
                                        Progress.State.FAILED,
                                        Duration.ZERO,
                                        "%s ended by itself. The end of %s:%n%s"
                                                .formatted(part.title(), process.log(), process.endOfLog(20)));
                            }
                        }));
            }
        }
    }

    private Map<String, String> settings(Part service) {
        var settings = new TreeMap<String, String>();
        ServiceDatabase.of(service.id(), secrets)
                .settings(postgres)
                .forEach((name, value) -> settings.put(environmentName(name), value));
        settings.put("QUARKUS_HTTP_HOST", "localhost");
        settings.put("QUARKUS_HTTP_PORT", String.valueOf(addresses.port(service)));
        settings.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        settings.put("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
        settings.put("QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST", "true");
        // As networks: a bare ::1 is taken for a host name, which every request then has looked up.
        settings.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1/32,::1/128");
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.realmUrl());
        settings.put("QUARKUS_OIDC_TOKEN_ISSUER", addresses.publicUrl() + "/auth/realms/clearance");
        settings.put("QUARKUS_OIDC_CLIENT_ID", "clearance-pages");
        settings.put("QUARKUS_OIDC_CREDENTIALS_SECRET", secrets.of("client-clearance-pages"));
        // Nobody collects traces here. A blank endpoint exports nothing, while the trace ids still travel; an absent
        // one means a default.
        settings.put("QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", " ");
        settings.put("QUARKUS_MAILER_HOST", "localhost");
        settings.put("QUARKUS_MAILER_PORT", String.valueOf(addresses.port(Part.MAIL)));
        settings.put("CLEARANCE_PUBLIC_URL", addresses.publicUrl());
        settings.put(
                "CLEARANCE_KEYS_DIRECTORY",
                installation.directory(service).resolve("keys").toString());
        // The local inbox is on this machine, where no webhook would otherwise be allowed to go.
        settings.put("CLEARANCE_WEBHOOKS_ALLOW", "127.0.0.0/8,::1/128");
        settings.put("CLEARANCE_WEBHOOKS_SEALING_KEY", secrets.key("webhook-sealing-key"));
        return settings;
    }

    private static String environmentName(String property) {
        return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** Stops the services first, so that they can finish what they are at, then what they stand on. */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        stopping(Part.SERVICES.stream()
                .map(part -> stop(part, service(part)::stop))
                .toList());
        stopping(List.of(
                stop(Part.GATEWAY, gateway::stop), stop(Part.KEYCLOAK, keycloak::stop), stop(Part.MAIL, mail::stop)));
        stopping(List.of(stop(Part.KAFKA, kafka::stop)));
        stopping(List.of(stop(Part.POSTGRES, postgres::stop)));
        threads.shutdown();
    }

    private static void stopping(List<CompletableFuture<Void>> parts) {
        CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<Void> stop(Part part, Runnable work) {
        return CompletableFuture.runAsync(
                () -> {
                    Instant begin = Instant.now();
                    progress.tell(part, Progress.State.STOPPING, Duration.ZERO, "");
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        progress.tell(
                                part,
                                Progress.State.STOPPING,
                                Duration.between(begin, Instant.now()),
                                String.valueOf(e.getMessage()));
                    }
                    progress.tell(part, Progress.State.STOPPED, Duration.between(begin, Instant.now()), "");
                },
                threads);
    }
}
