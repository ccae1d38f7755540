package studio.clearance.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.Json;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;

/**
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a creating request sent twice is done once and answered twice.
 * Claim, work and answer are of one transaction; a key belongs to its caller, and nobody meets another's.
 */
@ApplicationScoped
public class IdempotencyKeys {

    private static final int LONGEST_KEY = 255;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String TABLE = "idempotency_key";

    /** Held until the transaction ends. Two statements, since the second must see what the lock's last holder committed. */
    private static final String LOCK = """
            select pg_try_advisory_xact_lock(k.hash)
            from unnest($1::bigint[]) with ordinality as k(hash, n)
            order by k.n""";

    private static final String KNOWN = """
            select k.n, i.request_hash, i.status, i.headers::text, i.body
            from unnest($1::text[], $2::text[]) with ordinality as k(caller, key, n)
            cross join lateral (
              -- The limit keeps the planner to one index look-up a key, also while its statistics still say "empty".
              select * from idempotency_key i where i.caller = k.caller and i.key = k.key limit 1
            ) as i""";

    private static final String REMEMBER = """
            insert into idempotency_key (caller, key, request_hash, status, headers, body)
            select k.caller, k.key, k.request_hash, k.status, k.headers::jsonb, k.body
            from unnest($1::text[], $2::text[], $3::bytea[], $4::int[], $5::text[], $6::bytea[])
              as k(caller, key, request_hash, status, headers, body)""";

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** One request's claim, for claiming many in one transaction. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Request(Caller caller, String key, byte[] requestHash) {

        /**
         * A creating request.
         *
         * @param header what stood in the field Idempotency-Key
         * @throws Problem 400 when it is missing or no key
         */
        public static Request post(Caller caller, @Nullable String header, String path, byte[] body) {
            return new Request(caller, require(header), hash("POST", path, body));
        }
    }

    /**
     * The key from the header, with or without the quotes of the draft.
     *
     * @throws Problem 400 when it is missing or no key
     */
    public static String require(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw Problem.of(
                    400,
                    "idempotency-key-required",
                    "This request needs an Idempotency-Key",
                    "Send a header Idempotency-Key with a value that is new for each new request, a UUID for instance");
        }
        String key = header.strip();
        if (key.length() > 2 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        if (key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw Problem.of(
                    400,
                    "idempotency-key-invalid",
                    "This is no Idempotency-Key",
                    "An Idempotency-Key has 1 to 255 visible ASCII characters");
        }
        return key;
    }

    /** SHA-256 over what makes the request this request: method, path and body. */
    public static byte[] hash(String method, String path, byte[] body) {
        MessageDigest digest = sha256();
        digest.update(method.getBytes(UTF_8));
        digest.update((byte) ' ');
        digest.update(path.getBytes(UTF_8));
        digest.update((byte) '\n');
        return digest.digest(body);
    }

    public Claim claim(Transaction tx, Caller caller, String key, byte[] requestHash) {
        return claimAll(tx, List.of(new Request(caller, key, requestHash))).getFirst();
    }

    /** One claim for each request, in their order. Of two requests with one key in the list, the second is in use. */
    public List<Claim> claimAll(Transaction tx, List<Request> requests) {
        int count = requests.size();
        Long[] locks = new Long[count];
        String[] callers = new String[count];
        String[] keys = new String[count];
        for (int i = 0; i < count; i++) {
            Request request = requests.get(i);
            callers[i] = request.caller().subject();
            keys[i] = request.key();
            locks[i] = lockOf(callers[i], keys[i]);
        }
        List<RowSet<Row>> results = tx.pipeline(Statement.of(LOCK, (Object) locks), Statement.of(KNOWN, callers, keys));

        Map<Integer, Row> known = HashMap.newHashMap(results.get(1).size());
        for (Row row : results.get(1)) {
            known.put((int) (row.getLong(0) - 1), row);
        }
        Set<Long> taken = HashSet.newHashSet(count);
        List<Claim> claims = new ArrayList<>(count);
        for (Row locked : results.get(0)) {
            int i = claims.size();
            Row answered = known.get(i);
            if (answered != null) {
                claims.add(answered(requests.get(i), answered));
            } else if (locked.getBoolean(0) && taken.add(locks[i])) {
                claims.add(new Claim.Fresh(callers[i], keys[i], requests.get(i).requestHash()));
            } else {
                claims.add(new Claim.InUse());
            }
        }
        return claims;
    }

    public void remember(Transaction tx, Claim.Fresh claim, StoredResponse response) {
        rememberAll(tx, List.of(claim), List.of(response));
    }

    /** Keeps the answers, in the same network flush as the commit. Both lists have one order. */
    public void rememberAll(Transaction tx, List<Claim.Fresh> claims, List<StoredResponse> responses) {
        if (!claims.isEmpty()) {
            tx.last(remembering(claims, responses));
        }
    }

    /**
     * The statement that keeps the answers, for those who write it together with others of their own. A key that is known
     * already fails it: see {@link #isKnownKey}. So a transaction that seldom meets a repeated request need not claim its
     * keys beforehand.
     */
    public Statement remembering(List<Claim.Fresh> claims, List<StoredResponse> responses) {
        int count = claims.size();
        if (count != responses.size()) {
            throw new IllegalArgumentException(count + " claims and " + responses.size() + " answers");
        }
        String[] callers = new String[count];
        String[] keys = new String[count];
        byte[][] hashes = new byte[count][];
        Integer[] statuses = new Integer[count];
        String[] headers = new String[count];
        byte[][] bodies = new byte[count][];
        for (int i = 0; i < count; i++) {
            Claim.Fresh claim = claims.get(i);
            StoredResponse response = responses.get(i);
            callers[i] = claim.caller();
            keys[i] = claim.key();
            hashes[i] = claim.requestHash();
            statuses[i] = response.status();
            headers[i] = new String(Json.write(response.headers()), UTF_8);
            bodies[i] = response.body();
        }
        return Statement.of(REMEMBER, callers, keys, hashes, statuses, headers, bodies);
    }

    /** Whether a transaction failed because a key it was to remember has been used before. */
    public static boolean isKnownKey(PgException failure) {
        return UNIQUE_VIOLATION.equals(failure.getSqlState()) && TABLE.equals(failure.getTable());
    }

    private static Claim answered(Request request, Row row) {
        if (!MessageDigest.isEqual(row.getBuffer(1).getBytes(), request.requestHash())) {
            return new Claim.Mismatch();
        }
        try {
            return new Claim.Replay(new StoredResponse(
                    row.getInteger(2),
                    Json.MAPPER.readValue(row.getString(3), HEADERS),
                    row.getBuffer(4).getBytes()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static long lockOf(String caller, String key) {
        MessageDigest digest = sha256();
        digest.update(caller.getBytes(UTF_8));
        digest.update((byte) 0);
        return ByteBuffer.wrap(digest.digest(key.getBytes(UTF_8))).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
