package studio.clearance.intake.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The kinds of documents that are taken. What a file is, its content says; neither its name nor its sender is asked. */
enum DocumentType {
    PDF("application/pdf", "%PDF-"),
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\u0003\u0004");

    private static final int LONGEST_BEGINNING = 8;

    private final String mediaType;
    private final String beginning;

    DocumentType(String mediaType, String beginning) {
        this.mediaType = mediaType;
        this.beginning = beginning;
    }

    String mediaType() {
        return mediaType;
    }

    static Optional<DocumentType> of(Path file) throws IOException {
        String begins;
        try (InputStream in = Files.newInputStream(file)) {
            begins = new String(in.readNBytes(LONGEST_BEGINNING), ISO_8859_1);
        }
        for (DocumentType type : values()) {
            if (begins.startsWith(type.beginning))
                return type != DOCX || isText(file) ? Optional.of(type) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Many things are zip archives; a text with macros is a program. */
    private static boolean isText(Path file) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return archive.getEntry("[Content_Types].xml") != null
                    && archive.getEntry("word/document.xml") != null
                    && archive.getEntry("word/vbaProject.bin") == null;
        } catch (ZipException damaged) {
            return false;
        }
    }
}
