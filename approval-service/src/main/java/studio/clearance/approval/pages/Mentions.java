package studio.clearance.approval.pages;

import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.clearance.approval.domain.Slot;
import studio.clearance.approval.people.People;
import studio.clearance.approval.people.People.Colleague;
import studio.clearance.approval.queue.ReviewCaseView;
import studio.clearance.approval.queue.SignOffView;
import studio.clearance.kit.db.Database;

/** Colleagues named in comments, as {@code @username}: who can be, who was, and where somebody is. */
@ApplicationScoped
class Mentions {

    /** Not within a word, so that an e-mail address names nobody; a full stop after the name is not part of it. */
    private static final Pattern NAMED = Pattern.compile(
            "(?<![\\p{L}\\p{N}._%+-])@([a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?)", Pattern.CASE_INSENSITIVE);

    private static final int MOST_AT_HOME = 3;

    /** Where the reader is named on an open case and has written nothing since. */
    private static final String UNANSWERED = """
            select distinct on (c.id) c.id, c.title, m.author_name
            from comment m join review_case c on c.use_case_id = m.use_case_id and c.is_open
            where m.mentions @> array[$1] and m.mentions <> '{}' and m.author <> $1
              and not exists (select from comment mine
                              where mine.use_case_id = m.use_case_id and mine.author = $1 and mine.written_at > m.written_at)
            order by c.id desc, m.written_at desc limit $2""";

    private final Database database;
    private final People people;

    Mentions(Database database, People people) {
        this.database = database;
        this.people = people;
    }

    /** Where somebody was named and has not answered. */
    record Unanswered(UUID caseId, String title, String by) {}

    /** Those who can be named on a case: whoever signs on it may read it. By name, each once. */
    List<Colleague> possibleOn(ReviewCaseView found) {
        Map<String, Colleague> possible = new LinkedHashMap<>();
        for (Slot slot : found.signOffs().stream().map(SignOffView::slot).toList()) {
            people.whoSignFor(slot).forEach(colleague -> possible.putIfAbsent(colleague.username(), colleague));
        }
        return List.copyOf(possible.values());
    }

    /** The names a text calls, without the sign and in lower case. */
    static Set<String> in(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAMED.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    List<Unanswered> unansweredBy(Reader reader) {
        List<Unanswered> lines = new ArrayList<>();
        for (Row row : database.query(UNANSWERED, reader.subject(), MOST_AT_HOME)) {
            lines.add(new Unanswered(row.getUUID("id"), row.getString("title"), row.getString("author_name")));
        }
        return lines;
    }
}
