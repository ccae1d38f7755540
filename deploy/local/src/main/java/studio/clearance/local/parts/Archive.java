package studio.clearance.local.parts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks an archive once. The directory gets its name only when every file is in it, so that one half unpacked is never taken for a
 * whole; processes that want the same archive at the same time wait for each other.
 */
final class Archive {
    private final Path directory;

    private Archive(Path directory) {
        this.directory = directory;
    }

    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** @return the directory with the content, made now or earlier */
    static Path txz(Path directory, Source source) {
        return new Archive(directory)
                .unpacked(() ->
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(source.open(), 1 << 16))));
    }

    /** @return the directory with the content, made now or earlier */
    static Path zip(Path directory, Source source) {
        return new Archive(directory)
                .unpacked(() -> new ZipArchiveInputStream(new BufferedInputStream(source.open(), 1 << 16)));
    }

    @FunctionalInterface
    private interface Entries {
        ArchiveInputStream<? extends ArchiveEntry> open() throws IOException;
    }

    private Path unpacked(Entries archive) {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        Path lock = directory.resolveSibling(directory.getFileName() + ".lock");
        try {
            Files.createDirectories(directory.getParent());
            try (var file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = file.lock()) {
                if (held.isValid() && !Files.isDirectory(directory)) {
                    Path unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
                    delete(unfinished);
                    try (var entries = archive.open()) {
                        extract(entries, Files.createDirectories(unfinished));
                    }
                    Files.move(unfinished, directory);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new PartFailed("%s could not be unpacked: %s".formatted(directory.getFileName(), e.getMessage()), e);
        }
    }

    private static void extract(ArchiveInputStream<? extends ArchiveEntry> archive, Path target) throws IOException {
        ArchiveEntry entry;
        while ((entry = archive.getNextEntry()) != null) {
            Path file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) {
                throw new IOException("entry outside of the archive: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else if (entry instanceof TarArchiveEntry tar && tar.isSymbolicLink()) {
                Files.createDirectories(file.getParent());
                Files.createSymbolicLink(file, Path.of(tar.getLinkName()));
            } else {
                Files.createDirectories(file.getParent());
                Files.copy(archive, file);
                if (executable(entry)) {
                    Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
                    permissions.add(PosixFilePermission.OWNER_EXECUTE);
                    permissions.add(PosixFilePermission.GROUP_EXECUTE);
                    permissions.add(PosixFilePermission.OTHERS_EXECUTE);
                    Files.setPosixFilePermissions(file, permissions);
                }
            }
        }
    }

    /** A streamed zip tells no file modes, hence the ending. */
    private static boolean executable(ArchiveEntry entry) {
        return entry instanceof TarArchiveEntry tar
                ? (tar.getMode() & 0b001_000_000) != 0
                : entry instanceof ZipArchiveEntry && entry.getName().endsWith(".sh");
    }

    static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
