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
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks an archive once. The directory gets its name only when every file is in it, so that one half unpacked is never taken for a
 * whole; processes that want the same archive at the same time wait for each other. An archive that is itself damaged is removed from
 * where Maven keeps it, for Maven to fetch again.
 */
final class Archive {
    /** Something to be done with the unpacked files before they count as there. */
    @FunctionalInterface
    interface Preparation {
        void prepare(Path unpacked) throws IOException;
    }

    @FunctionalInterface
    private interface Unpacking {
        void into(Path target) throws IOException;
    }

    private Archive() {}

    /**
     * @param jar the jar that holds the archive as its entry {@code name}
     * @return the directory with the content, made now or earlier
     */
    static Path txzInJar(Path directory, Path jar, String name) {
        return unpacked(directory, jar, target -> {
            try (ZipFile holder = new ZipFile(jar.toFile())) {
                ZipEntry entry = Objects.requireNonNull(holder.getEntry(name), () -> jar + " holds no " + name);
                try (InputStream content = holder.getInputStream(entry)) {
                    untar(
                            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(content, 1 << 16))),
                            target);
                }
            }
        });
    }

    /** @return the directory with the content, made now or earlier */
    static Path zip(Path directory, Path archive, Preparation preparation) {
        return unpacked(directory, archive, target -> {
            try (ZipFile content = new ZipFile(archive.toFile())) {
                unzip(content, target);
            }
            preparation.prepare(target);
        });
    }

    private static Path unpacked(Path directory, Path archive, Unpacking unpacking) {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        try {
            Files.createDirectories(directory.getParent());
            try (var lock = FileChannel.open(
                            directory.resolveSibling(directory.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var held = lock.lock()) {
                if (held.isValid() && !Files.isDirectory(directory)) {
                    Path unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
                    Directories.delete(unfinished);
                    unpacking.into(Files.createDirectories(unfinished));
                    Files.move(unfinished, directory);
                }
            }
            return directory;
        } catch (ZipException | java.io.EOFException | org.tukaani.xz.XZIOException e) {
            throw damaged(archive, e);
        } catch (IOException e) {
            throw new PartFailed("%s could not be unpacked: %s".formatted(archive.getFileName(), e.getMessage()), e);
        }
    }

    private static ArchiveDamaged damaged(Path archive, IOException cause) {
        try {
            Files.deleteIfExists(archive);
            return new ArchiveDamaged(archive, cause);
        } catch (IOException e) {
            cause.addSuppressed(e);
            return new ArchiveDamaged(archive, cause);
        }
    }

    private static void untar(TarArchiveInputStream archive, Path target) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path file = placed(target, entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else if (entry.isSymbolicLink()) {
                Files.createDirectories(file.getParent());
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else {
                write(archive, file, (entry.getMode() & 0b001_000_000) != 0);
            }
        }
    }

    /** This library tells no file modes, but what is to be executed says so by its name. */
    private static void unzip(ZipFile archive, Path target) throws IOException {
        for (Iterator<? extends ZipEntry> entries = archive.entries().asIterator(); entries.hasNext(); ) {
            ZipEntry entry = entries.next();
            Path file = placed(target, entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else {
                try (InputStream content = archive.getInputStream(entry)) {
                    write(content, file, entry.getName().endsWith(".sh"));
                }
            }
        }
    }

    private static Path placed(Path target, String name) throws IOException {
        Path file = target.resolve(name).normalize();
        if (!file.startsWith(target)) {
            throw new ZipException("entry outside of the archive: " + name);
        }
        return file;
    }

    private static void write(InputStream content, Path file, boolean executable) throws IOException {
        Files.createDirectories(file.getParent());
        Files.copy(content, file);
        if (executable) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }
}
