package studio.clearance.approval.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer asks the partner.
 *
 * @param facts the facts of the declaration it is about; may be empty
 */
public record Question(
        UUID id,
        String says,
        List<String> facts,
        Person askedBy,
        @Nullable Instant answerWantedBy) {

    public Question {
        facts = List.copyOf(facts);
    }
}
