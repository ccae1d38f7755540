package studio.clearance.local.system;

import java.nio.file.Path;
import studio.clearance.local.parts.ChildProcess;
import studio.clearance.local.parts.Secrets;

/** Where one system keeps its data: a directory that outlives the system, and can be deleted to begin anew. */
public record Installation(Path repository, Path directory) {
    public Path directory(Part part) {
        return directory.resolve(part.id());
    }

    public Secrets secrets() {
        return Secrets.keptIn(directory.resolve("secrets"));
    }

    public Addresses addresses() {
        return Addresses.read(addressFile());
    }

    Path addressFile() {
        return directory.resolve("ports.properties");
    }

    /** The process that holds the system up: it starts the others and is itself the gateway and the mail server. */
    public ChildProcess launcher() {
        return new ChildProcess("launcher", directory.resolve("launcher"));
    }

    public ChildProcess process(Part part) {
        return part.livesInTheLauncher() ? launcher() : new ChildProcess(part.id(), directory(part));
    }

    Path build(Part service) {
        return repository.resolve(service.module()).resolve("target/quarkus-app");
    }

    Path settings(Part service) {
        return repository.resolve(service.module()).resolve("src/main/resources/application.properties");
    }

    Path realm() {
        return repository.resolve("deploy/keycloak/clearance-realm.json");
    }
}
