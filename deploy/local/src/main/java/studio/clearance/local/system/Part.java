package studio.clearance.local.system;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the system consists of, in the order in which it is shown, with the port each listens on unless told otherwise. */
public enum Part {
    POSTGRES("PostgreSQL", 5433),
    KAFKA("Kafka", 9092),
    KEYCLOAK("Keycloak", 8180),
    MAIL("Mail", 2525),
    INTAKE("Intake", 8081),
    TRIAGE("Triage", 8082),
    APPROVAL("Approval", 8083),
    NOTIFICATION("Notification", 8084),
    GATEWAY("Gateway", 8080);

    public static final List<Part> SERVICES = List.of(INTAKE, TRIAGE, APPROVAL, NOTIFICATION);

    private final String title;
    private final int usualPort;

    Part(String title, int usualPort) {
        this.title = title;
        this.usualPort = usualPort;
    }

    public String title() {
        return title;
    }

    public int usualPort() {
        return usualPort;
    }

    /** As it is written on the command line and in paths. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The module a service is built in. */
    public String module() {
        return id() + "-service";
    }

    public boolean isService() {
        return SERVICES.contains(this);
    }

    /** Whether it is a thread of the launcher and not a process of its own. */
    public boolean livesInTheLauncher() {
        return this == MAIL || this == GATEWAY;
    }

    public static Optional<Part> named(String id) {
        return Arrays.stream(values()).filter(part -> part.id().equals(id)).findFirst();
    }
}
