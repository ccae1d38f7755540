package studio.clearance.local.parts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of our services, run from its build as a child process. */
public final class LocalService implements Restartable {
    private final Path directory;
    private final int port;
    private final Path build;
    private final List<String> jvmOptions;
    private final Map<String, String> environment;
    private final ChildProcess process;

    /** @param build the directory that holds the {@code quarkus-run.jar} of its build */
    public LocalService(
            String name,
            Path directory,
            int port,
            Path build,
            List<String> jvmOptions,
            Map<String, String> environment) {
        this.directory = directory;
        this.port = port;
        this.build = build;
        this.jvmOptions = jvmOptions;
        this.environment = environment;
        this.process = new ChildProcess(name, directory);
    }

    public ChildProcess process() {
        return process;
    }

    public LocalService start() {
        if (Files.notExists(build.resolve("quarkus-run.jar"))) {
            throw new PartFailed(process.name() + " has not been built: there is no quarkus-run.jar in " + build);
        }
        launch(Release.of(build, directory.resolve("app")));
        return this;
    }

    private void launch(Path program) {
        var command = new ArrayList<String>();
        command.add(RuntimeClassPath.program());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", program.toString()));
        process.start(command, environment);
    }

    public void awaitReady(Duration limit) {
        process.await(limit, this::ready);
    }

    private boolean ready() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(3))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void stop() {
        process.stop(Duration.ofSeconds(20));
    }

    @Override
    public void restart() {
        launch(directory.resolve("app/quarkus-run.jar"));
        awaitReady(Duration.ofSeconds(90));
    }
}
