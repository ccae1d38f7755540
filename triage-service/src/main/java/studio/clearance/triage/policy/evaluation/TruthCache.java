package studio.clearance.triage.policy.evaluation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a condition came to for each combination of the atoms it reads. There are few such combinations, so that almost
 * every evaluation is one look into a table. Reading takes no lock: a value is published after its key. What is not remembered is
 * evaluated again, so a full cache costs time and changes nothing.
 */
final class TruthCache {
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(Truth[].class);
    private static final int MOST = 1 << 12;

    private static final class Table {
        private final long[] keys;
        private final @Nullable Truth[] values;
        private final int mask;

        Table(int capacity) {
            keys = new long[capacity];
            values = new Truth[capacity];
            mask = capacity - 1;
        }
    }

    private volatile Table table = new Table(16);
    private int size;

    @Nullable
    Truth get(long key) {
        Table now = table;
        for (int slot = spread(key) & now.mask; ; slot = (slot + 1) & now.mask) {
            Truth value = (Truth) VALUE.getAcquire(now.values, slot);
            if (value == null || now.keys[slot] == key) {
                return value;
            }
        }
    }

    synchronized void put(long key, Truth value) {
        if (size >= MOST || get(key) != null) {
            return;
        }
        if (size * 2 >= table.keys.length) {
            var larger = new Table(table.keys.length * 2);
            for (int i = 0; i < table.keys.length; i++) {
                Truth old = table.values[i];
                if (old != null) {
                    insert(larger, table.keys[i], old);
                }
            }
            table = larger;
        }
        insert(table, key, value);
        size++;
    }

    private static void insert(Table into, long key, Truth value) {
        int slot = spread(key) & into.mask;
        while (into.values[slot] != null) {
            slot = (slot + 1) & into.mask;
        }
        into.keys[slot] = key;
        VALUE.setRelease(into.values, slot, value);
    }

    private static int spread(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ (mixed >>> 32));
    }
}
