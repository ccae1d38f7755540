package studio.clearance.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The passwords of one local system: made up when first asked for, and the same ever after. None stands in the repository. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final List<String> WORDS = List.of(
            "amber", "anchor", "apron", "basil", "beacon", "birch", "canvas", "cedar", "cinder", "clover", "copper",
            "coral", "dapple", "ember", "fathom", "fennel", "ferry", "flint", "gable", "garnet", "ginger", "harbor",
            "hazel", "heron", "indigo", "ivory", "juniper", "kettle", "lantern", "larch", "linen", "maple", "marble",
            "meadow", "nutmeg", "ochre", "orchard", "otter", "pebble", "pepper", "quartz", "quince", "raven", "ribbon",
            "saffron", "sorrel", "spruce", "tallow", "thistle", "timber", "umber", "velvet", "walnut", "willow",
            "yarrow", "zephyr");

    @FunctionalInterface
    private interface Store {
        String get(String name, Supplier<String> made);
    }

    private final Store store;

    private Secrets(Store store) {
        this.store = store;
    }

    /** Kept in {@code directory}, one file each, readable by its owner only. */
    public static Secrets keptIn(Path directory) {
        return new Secrets((name, made) -> {
            Path file = directory.resolve(name);
            try {
                if (Files.notExists(file)) {
                    Files.createDirectories(directory);
                    Path unfinished = Files.createTempFile(
                            directory,
                            "." + name,
                            "",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    Files.writeString(unfinished, made.get());
                    Files.move(unfinished, file);
                }
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Forgotten with the process. */
    public static Secrets remembered() {
        Map<String, String> kept = new ConcurrentHashMap<>();
        return new Secrets((name, made) -> kept.computeIfAbsent(name, any -> made.get()));
    }

    /** For machines: letters and digits. */
    public String of(String name) {
        return store.get(
                name,
                () -> RANDOM.ints(24, 0, LETTERS.length())
                        .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                        .collect(Collectors.joining()));
    }

    /** A key of 256 bits, in Base64. */
    public String key(String name) {
        return store.get(name, () -> {
            byte[] key = new byte[32];
            RANDOM.nextBytes(key);
            return Base64.getEncoder().encodeToString(key);
        });
    }

    /** For people to type. */
    public String phrase(String name) {
        return store.get(
                name,
                () -> Stream.concat(
                                RANDOM.ints(3, 0, WORDS.size()).mapToObj(WORDS::get),
                                Stream.of(String.valueOf(RANDOM.nextInt(10, 100))))
                        .collect(Collectors.joining("-")));
    }
}
