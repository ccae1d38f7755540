package studio.clearance.approval.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Transaction;

/** What is known of the documents that partners attached. */
@ApplicationScoped
public class Evidence {

    /** @param shows the requirement it is to show; null when the partner named none */
    public record Piece(
            UUID id,
            UUID useCaseId,
            int revision,
            String name,
            String mediaType,
            long size,
            String sha256,
            @Nullable String shows,
            String attachedBy,
            Instant attachedAt) {}

    private static final String NOTE = """
            insert into evidence (id, use_case_id, revision, name, media_type, size, sha256, shows, attached_by_name, attached_at)
            select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[],
                                 $9::text[], $10::timestamptz[])
            on conflict (id) do nothing""";

    public void note(Transaction tx, List<Piece> pieces) {
        tx.query(
                NOTE,
                Rows.uuids(pieces, Piece::id),
                Rows.uuids(pieces, Piece::useCaseId),
                Rows.ints(pieces, Piece::revision),
                Rows.texts(pieces, Piece::name),
                Rows.texts(pieces, Piece::mediaType),
                pieces.stream().map(Piece::size).toArray(Long[]::new),
                Rows.texts(pieces, Piece::sha256),
                Rows.texts(pieces, Piece::shows),
                Rows.texts(pieces, Piece::attachedBy),
                Rows.times(pieces, Piece::attachedAt));
    }
}
