package studio.clearance.local.parts;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL server. Each service has its own database there, and two roles: the owner of the schema and the service. */
public interface DatabaseServer extends Restartable {
    String SUPERUSER = "postgres";

    String host();

    int port();

    String superuserPassword();

    default String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database);
    }

    default String reactiveUrl(String database) {
        return "postgresql://%s:%d/%s".formatted(host(), port(), database);
    }

    /** As superuser, for preparing and looking: the services themselves never have these rights. */
    default Connection connect(String database) throws SQLException {
        return connect(database, SUPERUSER, superuserPassword());
    }

    default Connection connect(String database, String user, String password) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host()});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(5);
        return source.getConnection();
    }

    /**
     * Makes the database {@code name} with the roles {@code name_owner} (owns the schema) and {@code name} (the service, no DDL).
     * What exists already stays; the passwords are set anew.
     */
    default void provide(ServiceDatabase database) {
        try (Connection connection = connect(SUPERUSER);
                Statement sql = connection.createStatement()) {
            for (var role : database.roles()) {
                if (!exists(sql, "select from pg_roles where rolname = '%s'".formatted(role.name()))) {
                    sql.execute("create role \"%s\" login".formatted(role.name()));
                }
                sql.execute("alter role \"%s\" password '%s'".formatted(role.name(), role.password()));
            }
            if (!exists(sql, "select from pg_database where datname = '%s'".formatted(database.name()))) {
                sql.execute("create database \"%s\" owner \"%s\""
                        .formatted(database.name(), database.owner().name()));
            }
            sql.execute("revoke connect on database \"%s\" from public".formatted(database.name()));
            sql.execute("grant connect on database \"%s\" to \"%s\""
                    .formatted(database.name(), database.service().name()));
        } catch (SQLException e) {
            throw new PartFailed("The database " + database.name() + " could not be made: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (var rows = sql.executeQuery(query)) {
            return rows.next();
        }
    }
}
