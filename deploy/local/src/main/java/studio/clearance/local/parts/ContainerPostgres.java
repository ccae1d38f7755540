package studio.clearance.local.parts;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, for a machine with an engine. */
public final class ContainerPostgres implements DatabaseServer {
    private static final int PORT = 5432;

    private final PostgreSQLContainer container;
    private final ContainerPower power;
    private final int port;

    public ContainerPostgres(String superuserPassword) {
        this.port = Ports.free();
        this.container = new PostgreSQLContainer("postgres:18")
                .withUsername(SUPERUSER)
                .withPassword(superuserPassword)
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200", "-c", "jit=off");
        this.power = new ContainerPower(container, port, PORT);
    }

    public ContainerPostgres start() {
        container.start();
        return this;
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String superuserPassword() {
        return container.getPassword();
    }

    @Override
    public void kill() {
        power.kill();
    }

    @Override
    public void stop() {
        power.stop();
    }

    @Override
    public void restart() {
        power.restart(() -> {
            try (var connection = connect(SUPERUSER)) {
                return connection.isValid(2);
            } catch (java.sql.SQLException e) {
                return false;
            }
        });
    }
}
