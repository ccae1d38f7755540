package studio.clearance.local.parts;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A copy of a service's build to run from, so that a build beside it does not take the classes away from under it. */
final class Release {
    private Release() {}

    /**
     * @param build the directory with {@code quarkus-run.jar}
     * @return the same program in {@code target}; what is there already as it should be is left alone
     */
    static Path of(Path build, Path target) {
        try {
            Files.walkFileTree(build, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    Files.createDirectories(target.resolve(build.relativize(directory)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path copy = target.resolve(build.relativize(file));
                    if (!isCopy(copy, attributes)) {
                        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            return target.resolve("quarkus-run.jar");
        } catch (IOException e) {
            throw new PartFailed("The program could not be copied to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    private static boolean isCopy(Path copy, BasicFileAttributes original) throws IOException {
        return Files.exists(copy)
                && Files.size(copy) == original.size()
                && Files.getLastModifiedTime(copy).equals(original.lastModifiedTime());
    }
}
