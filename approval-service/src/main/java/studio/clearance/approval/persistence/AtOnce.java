package studio.clearance.approval.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.clearance.kit.db.Statement;

/**
 * Several writes as one statement: each a common table expression. All of them see the rows as they were before; triggers and
 * foreign keys that are checked after a row are checked when all are written.
 */
final class AtOnce {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** Few combinations ever occur, and putting one together costs more than it takes the server to find it prepared. */
    private static final Map<List<String>, String> TEXTS = new ConcurrentHashMap<>();

    private AtOnce() {}

    static Statement of(List<Statement> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<@Nullable Object> parameters = new ArrayList<>();
        parts.forEach(part -> parameters.addAll(part.parameters()));
        return new Statement(
                TEXTS.computeIfAbsent(parts.stream().map(Statement::sql).toList(), sql -> text(parts)), parameters);
    }

    private static String text(List<Statement> parts) {
        StringBuilder text = new StringBuilder("with ");
        int before = 0;
        for (int i = 0; i < parts.size(); i++) {
            String sql = renumbered(parts.get(i).sql(), before);
            if (i < parts.size() - 1) {
                text.append(i == 0 ? "" : ", ")
                        .append("part")
                        .append(i)
                        .append(" as (")
                        .append(sql)
                        .append(")\n");
            } else {
                text.append(sql);
            }
            before += parts.get(i).parameters().size();
        }
        return text.toString();
    }

    private static String renumbered(String sql, int by) {
        Matcher parameters = PARAMETER.matcher(sql);
        return by == 0 ? sql : parameters.replaceAll(found -> "\\$" + (Integer.parseInt(found.group(1)) + by));
    }
}
