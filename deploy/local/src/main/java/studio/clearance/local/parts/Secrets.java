package studio.clearance.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The passwords of one local system: made up when first asked for, and the same ever after. None stands in the repository. */
public interface Secrets {
    String of(String name);

    /** Kept in {@code directory}, one file each, readable by its owner only. */
    static Secrets keptIn(Path directory) {
        return name -> {
            Path file = directory.resolve(name);
            try {
                if (Files.notExists(file)) {
                    Files.createDirectories(directory);
                    Path unfinished = Files.createTempFile(
                            directory,
                            "." + name,
                            "",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    Files.writeString(unfinished, madeUp());
                    Files.move(unfinished, file);
                }
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Forgotten with the process. */
    static Secrets remembered() {
        Map<String, String> made = new ConcurrentHashMap<>();
        return name -> made.computeIfAbsent(name, any -> madeUp());
    }

    private static String madeUp() {
        String letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        return new SecureRandom()
                .ints(24, 0, letters.length())
                .mapToObj(i -> String.valueOf(letters.charAt(i)))
                .collect(Collectors.joining());
    }
}
