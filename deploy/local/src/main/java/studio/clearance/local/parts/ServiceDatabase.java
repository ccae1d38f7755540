package studio.clearance.local.parts;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One service's database: the role that owns the schema and migrates it, and the role the service works as. */
public record ServiceDatabase(String name, Role owner, Role service) {
    /** @param password letters and digits only, so that it needs no quoting anywhere */
    public record Role(String name, String password) {
        private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*");

        public Role {
            if (!PLAIN.matcher(name).matches() || !password.matches("[A-Za-z0-9]+")) {
                throw new IllegalArgumentException("A role needs a plain name and a plain password: " + name);
            }
        }
    }

    public static ServiceDatabase of(String name, Secrets secrets) {
        return new ServiceDatabase(
                name,
                new Role(name + "_owner", secrets.of("postgres-" + name + "-owner")),
                new Role(name, secrets.of("postgres-" + name)));
    }

    List<Role> roles() {
        return List.of(owner, service);
    }

    /** The settings a service reads to reach its database on {@code server}, by their Quarkus names. */
    public Map<String, String> settings(DatabaseServer server) {
        return Map.of(
                "quarkus.datasource.reactive.url", server.reactiveUrl(name),
                "quarkus.datasource.username", service.name(),
                "quarkus.datasource.password", service.password(),
                "quarkus.flyway.jdbc-url", server.jdbcUrl(name),
                "quarkus.flyway.username", owner.name(),
                "quarkus.flyway.password", owner.password());
    }
}
