package studio.clearance.intake.evidence;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.intake.http.Sight;
import studio.clearance.kit.db.Database;
import studio.clearance.kit.db.Transaction;

/** Keeps documents in parts of a mebibyte: no more than one part of a file is in memory at a time. */
@ApplicationScoped
class Documents {

    private static final int PART = 1 << 20;

    private static final String ADD = """
            insert into document (id, use_case_id, revision, name, media_type, size, sha256, shows, uploaded_by_subject,
                                  uploaded_by_name, uploaded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""";

    private static final String ADD_PART =
            "insert into document_part (document_id, number, content) values ($1, $2, $3)";

    private static final String OF_USE_CASE = """
            select d.* from document d
            join use_case u on u.id = d.use_case_id join production o on o.id = u.production_id
            where d.use_case_id = $1""";

    private final Database database;

    Documents(Database database) {
        this.database = database;
    }

    int count(Transaction tx, UseCaseId useCase) {
        return tx.query("select count(*) from document where use_case_id = $1", useCase.value())
                .iterator()
                .next()
                .getInteger(0);
    }

    void add(Transaction tx, UseCaseId useCase, Document document, Submitter by, Path file) {
        tx.query(
                ADD,
                document.id(),
                useCase.value(),
                document.revision(),
                document.name(),
                document.mediaType(),
                document.size(),
                HexFormat.of().parseHex(document.sha256()),
                document.shows(),
                by.subject(),
                by.name(),
                document.uploadedAt());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] part = in.readNBytes(PART);
            for (int number = 0; part.length > 0; number++) {
                tx.query(ADD_PART, document.id(), number, part);
                part = in.readNBytes(PART);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Empty when the caller does not see the use case. */
    Optional<List<Document>> of(Sight sight, UseCaseId useCase) {
        List<Object> parameters = new ArrayList<>(List.of(useCase.value()));
        String seen = sight.sql(parameters);
        if (database.query(
                                "select 1 from use_case u join production o on o.id = u.production_id where u.id = $1"
                                        + seen,
                                parameters.toArray())
                        .size()
                == 0) return Optional.empty();
        List<Document> found = new ArrayList<>();
        for (Row row : database.query(OF_USE_CASE + seen + " order by d.id", parameters.toArray()))
            found.add(document(row));
        return Optional.of(found);
    }

    Optional<Document> one(Sight sight, UseCaseId useCase, UUID id) {
        List<Object> parameters = new ArrayList<>(List.of(useCase.value(), id));
        String seen = sight.sql(parameters);
        for (Row row : database.query(OF_USE_CASE + " and d.id = $2" + seen, parameters.toArray())) {
            return Optional.of(document(row));
        }
        return Optional.empty();
    }

    void write(Document document, OutputStream out) throws IOException {
        long written = 0;
        for (int number = 0; written < document.size(); number++) {
            for (Row row : database.query(
                    "select content from document_part where document_id = $1 and number = $2",
                    document.id(),
                    number)) {
                byte[] part = row.getBuffer(0).getBytes();
                out.write(part);
                written += part.length;
            }
        }
    }

    private static Document document(Row row) {
        return new Document(
                row.getUUID("id"),
                row.getInteger("revision"),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                HexFormat.of().formatHex(row.getBuffer("sha256").getBytes()),
                row.getString("shows"),
                row.getString("uploaded_by_name"),
                row.getOffsetDateTime("uploaded_at").toInstant());
    }
}
