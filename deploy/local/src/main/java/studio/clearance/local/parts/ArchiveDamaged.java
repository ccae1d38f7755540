package studio.clearance.local.parts;

import java.nio.file.Path;

/** An archive in Maven's local repository was cut short or altered. It has been removed, so that Maven fetches it again. */
public final class ArchiveDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchiveDamaged(Path archive, Throwable cause) {
        super(
                "%s is damaged (%s), perhaps because its download was cut off. It has been removed; the next build fetches it again."
                        .formatted(archive.getFileName(), cause.getMessage()),
                cause);
    }
}
