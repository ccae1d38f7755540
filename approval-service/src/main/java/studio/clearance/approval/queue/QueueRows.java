package studio.clearance.approval.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.clearance.approval.domain.CaseState;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Moment;
import studio.clearance.approval.domain.Outcome;
import studio.clearance.approval.domain.SlaClock;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.queue.QueuedCase.Named;
import studio.clearance.approval.queue.SignOffView.PersonView;
import studio.clearance.kit.Json;

/** Reads rows into what the queue shows. */
final class QueueRows {

    private static final TypeReference<List<Signed>> SIGNED = new TypeReference<>() {};

    private QueueRows() {}

    private record Signed(
            String slot, String by, String name, @Nullable String onBehalfOf, Instant at) {}

    static QueuedCase line(Row row, Moment moment) {
        return new QueuedCase(
                row.getUUID("id"),
                row.getUUID("use_case_id"),
                row.getString("reference"),
                row.getInteger("revision"),
                row.getString("title"),
                Lane.of(row.getString("lane")),
                CaseState.valueOf(row.getString("state")),
                Outcome.valueOf(row.getString("outcome")),
                List.of(row.getArrayOfStrings("clauses")),
                new Named(row.getString("partner_id"), row.getString("partner_name")),
                new Named(row.getString("production_id"), row.getString("production_title")),
                signOffs(row),
                clock(row, moment),
                row.getBoolean("reopened"),
                row.getBoolean("answered"),
                row.getOffsetDateTime("opened_at").toInstant());
    }

    static List<SignOffView> signOffs(Row row) {
        List<Signed> signed = signed(row.getString("signed"));
        List<SignOffView> views = new ArrayList<>();
        for (Slot slot : Arrays.stream(row.getArrayOfStrings("slots"))
                .map(Slot::of)
                .sorted()
                .toList()) {
            views.add(signed.stream()
                    .filter(each -> each.slot().equals(slot.toString()))
                    .findFirst()
                    .map(each ->
                            new SignOffView(slot, new PersonView(each.by(), each.name()), each.onBehalfOf(), each.at()))
                    .orElseGet(() -> unsigned(slot, row)));
        }
        return views;
    }

    private static SignOffView unsigned(Slot slot, Row row) {
        String column = slot == Slot.LABOUR ? "labour" : "lead";
        String holder = row.getString(column + "_holder");
        String name = row.getString(column + "_name");
        return new SignOffView(
                slot,
                holder == null ? null : new PersonView(holder, name == null ? holder : name),
                row.getString(column + "_for_name"),
                null);
    }

    static ClockView clock(Row row, Moment moment) {
        SlaClock clock = slaClock(row);
        Duration used = clock.used(moment);
        Instant dueAt = clock instanceof SlaClock.Running running ? running.dueAt() : null;
        return new ClockView(
                dueAt,
                clock instanceof SlaClock.Paused,
                dueAt != null && dueAt.isBefore(moment.now()),
                clock.target(),
                clock.target().minus(used));
    }

    private static SlaClock slaClock(Row row) {
        Duration target = Duration.ofSeconds(row.getInteger("sla_target"));
        Duration used = Duration.ofSeconds(row.getInteger("sla_used"));
        SlaClock.Mark announced = SlaClock.Mark.valueOf(row.getString("announced"));
        OffsetDateTime since = row.getOffsetDateTime("sla_since");
        if (since != null) {
            Instant dueAt = row.getOffsetDateTime("due_at").toInstant();
            return new SlaClock.Running(target, used, since.toInstant(), dueAt, announced);
        }
        return CaseState.valueOf(row.getString("state")).isOpen()
                ? new SlaClock.Paused(target, used, announced)
                : new SlaClock.Stopped(target, used, announced);
    }

    private static List<Signed> signed(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return Json.MAPPER.readValue(json, SIGNED);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not what the statement builds", e);
        }
    }
}
