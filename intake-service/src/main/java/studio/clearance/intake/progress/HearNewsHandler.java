package studio.clearance.intake.progress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import studio.clearance.intake.domain.News;
import studio.clearance.intake.domain.UseCase;
import studio.clearance.intake.persistence.InformationRequest;
import studio.clearance.intake.persistence.InformationRequests;
import studio.clearance.intake.persistence.Timeline;
import studio.clearance.intake.persistence.TimelineEntry;
import studio.clearance.intake.persistence.UseCases;
import studio.clearance.kit.db.Statement;
import studio.clearance.kit.db.Transaction;
import studio.clearance.kit.events.EventHandler;
import studio.clearance.kit.events.ReceivedEvent;

/** Takes in what a poll brought: all use cases it speaks of are locked, hear it in order, and are saved together. */
@ApplicationScoped
public class HearNewsHandler implements EventHandler {

    private final UseCases useCases;
    private final Timeline timeline;
    private final InformationRequests requests;
    private final Clock clock;
    private final Counter aboutUnknown;

    HearNewsHandler(
            UseCases useCases, Timeline timeline, InformationRequests requests, Clock clock, MeterRegistry meters) {
        this.useCases = useCases;
        this.timeline = timeline;
        this.requests = requests;
        this.clock = clock;
        this.aboutUnknown = Counter.builder("clearance.intake.news.unknown")
                .description("Events about use cases that are not here")
                .register(meters);
    }

    @Override
    public Set<String> types() {
        return Told.types();
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        Set<UUID> subjects = new TreeSet<>();
        events.forEach(event -> subjects.add(event.subject()));
        Map<UUID, UseCase> known = useCases.lockAll(tx, subjects);

        Map<UUID, UseCase> moved = new LinkedHashMap<>();
        List<TimelineEntry> entries = new ArrayList<>(events.size());
        List<InformationRequest> asked = new ArrayList<>();
        for (ReceivedEvent event : events) {
            UseCase useCase = known.get(event.subject());
            if (useCase == null) {
                aboutUnknown.increment();
                continue;
            }
            Told told = Told.in(event);
            News news = told.news(event.time());
            UseCase after = useCase.hear(news);
            if (!after.equals(useCase)) {
                known.put(event.subject(), after);
                moved.put(event.subject(), after);
            }
            entries.add(new TimelineEntry(
                    useCase.id(), event.id(), event.time(), told.kind(), news.revision(), told.by(), told.details()));
            if (told instanceof Told.InformationRequested question) asked.add(request(useCase, event, question));
        }
        save(tx, new ArrayList<>(moved.values()), entries, asked);
    }

    private void save(
            Transaction tx, List<UseCase> moved, List<TimelineEntry> entries, List<InformationRequest> asked) {
        Instant now = clock.instant();
        List<Statement> writes = new ArrayList<>(3);
        if (!moved.isEmpty()) writes.add(useCases.move(moved, now));
        if (!entries.isEmpty()) writes.add(timeline.add(entries));
        if (!asked.isEmpty()) writes.add(requests.add(asked));
        writes.forEach(tx::last);
    }

    private static InformationRequest request(
            UseCase useCase, ReceivedEvent event, Told.InformationRequested question) {
        return new InformationRequest(
                question.informationRequestId(),
                useCase.id(),
                question.revision(),
                question.question(),
                question.facts(),
                question.requestedBy().name(),
                event.time(),
                question.answerWantedBy());
    }
}
