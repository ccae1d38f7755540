package studio.clearance.local.gateway;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import studio.clearance.local.parts.LocalMail;

/** The gateway as a process of its own, for containers: {@code CLEARANCE_TARGETS} lists {@code name=address} by blanks. */
public final class GatewayProcess {
    private static final int HTTP = 8080;
    private static final int SMTP = 2525;

    private GatewayProcess() {}

    public static void main(String[] arguments) {
        Map<String, URI> targets = Arrays.stream(
                        setting("CLEARANCE_TARGETS").strip().split("\\s+"))
                .map(target -> target.split("=", 2))
                .collect(Collectors.toMap(target -> target[0], target -> URI.create(target[1])));
        LocalMail mail = new LocalMail("0.0.0.0", SMTP).start();
        Gateway gateway = new Gateway(
                        Routes.ofTheSystem(),
                        "0.0.0.0",
                        HTTP,
                        URI.create(setting("CLEARANCE_PUBLIC_URL")),
                        targets,
                        new Inbox(mail))
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            gateway.stop();
            mail.stop();
        }));
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> name + " is not set");
    }
}
