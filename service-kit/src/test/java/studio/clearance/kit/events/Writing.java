package studio.clearance.kit.events;

import java.util.List;
import java.util.Set;
import studio.clearance.kit.db.Transaction;

/** A handler that writes each word it hears into a table; it cannot write "poison". */
class Writing implements EventHandler {

    private final String table;

    Writing(String table) {
        this.table = table;
    }

    @Override
    public Set<String> types() {
        return Set.of(Messages.SAID);
    }

    @Override
    public void handle(Transaction tx, List<ReceivedEvent> events) {
        String[] words = events.stream().map(event -> event.read(String.class)).toArray(String[]::new);
        for (String word : words) {
            if (word.equals("poison")) {
                throw new IllegalStateException("poison cannot be written");
            }
        }
        tx.query("insert into " + table + " (word) select unnest($1::text[])", (Object) words);
    }
}
