package studio.clearance.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the repository is, and the directory in it that holds all that a local system writes. */
public final class Home {
    private Home() {}

    public static Path repository() {
        String given = System.getProperty("clearance.home");
        if (given != null) {
            return Path.of(given).toAbsolutePath();
        }
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, at -> at != null, Path::getParent)
                .filter(at -> Files.exists(at.resolve("deploy/local/pom.xml")))
                .findFirst()
                .orElseThrow(() -> new PartFailed("Run this inside the repository; " + here + " is outside of it."));
    }

    /** Ignored by version control. */
    public static Path data() {
        return repository().resolve(".clearance");
    }

    /** Unpacked archives and other things that can be made again: shared by all local systems, also those of tests. */
    public static Path cache() {
        return data().resolve("cache");
    }
}
