package studio.clearance.triage.domain.lifecycle;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The publications in the order in which they take over from one another: which one decides at a moment is a question of dates alone. */
public record Succession(List<Publication> publications) {

    private static final Comparator<Publication> ORDER =
            Comparator.comparing(Publication::effectiveFrom).thenComparing(Publication::publishedAt);

    public Succession {
        publications = publications.stream().sorted(ORDER).toList();
    }

    /** The last one to have taken effect; empty before the first. */
    public Optional<Publication> inForceAt(Instant moment) {
        return publications.reversed().stream()
                .filter(publication -> publication.inForceAt(moment))
                .findFirst();
    }

    /** When the next one takes over from it; empty for the last. */
    public Optional<Instant> endOf(Publication publication) {
        int place = publications.indexOf(publication);
        return place < 0 || place == publications.size() - 1
                ? Optional.empty()
                : Optional.of(publications.get(place + 1).effectiveFrom());
    }
}
