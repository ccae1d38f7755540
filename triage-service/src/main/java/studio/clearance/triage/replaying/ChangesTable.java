package studio.clearance.triage.replaying;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import studio.clearance.triage.persistence.Replay;
import studio.clearance.triage.persistence.Replays;
import studio.clearance.triage.persistence.Replays.ChangedCase;
import studio.clearance.triage.persistence.Replays.Selection;

/** The changed cases as a table for spreadsheets; read and written in pieces, so that its length does not matter. */
@ApplicationScoped
public class ChangesTable {

    public static final String TYPE = "text/csv;charset=UTF-8";

    private static final int PIECE = 1_000;

    private final Replays replays;

    ChangesTable(Replays replays) {
        this.replays = replays;
    }

    public Response download(Replay replay, Selection selection) {
        StreamingOutput lines = out -> {
            out.write(ChangedCaseView.CSV_HEAD.getBytes(UTF_8));
            long after = 0;
            List<ChangedCase> piece;
            do {
                piece = replays.changes(replay.id(), selection, after, PIECE);
                for (ChangedCase changed : piece) {
                    out.write(ChangedCaseView.of(changed).csv().getBytes(UTF_8));
                    after = changed.found().seq();
                }
            } while (piece.size() == PIECE);
        };
        return Response.ok(lines, TYPE)
                .header("Content-Disposition", "attachment; filename=\"replay-" + replay.version() + ".csv\"")
                .build();
    }
}
