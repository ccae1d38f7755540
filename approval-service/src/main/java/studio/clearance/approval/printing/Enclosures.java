package studio.clearance.approval.printing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** Files inside a PDF, associated with the document as ISO 19005-3, annex E, has it. */
public final class Enclosures {

    private static final COSName RELATIONSHIP = COSName.getPDFName("AFRelationship");
    private static final COSName ASSOCIATED = COSName.getPDFName("AF");
    private static final String SIGNED = ".jws";
    private static final String PDF = "%PDF-";

    /** A compact JWS by Ed25519. It begins at the edge of a word, so that no file makes the search slow. */
    private static final Pattern SIGNED_LETTER =
            Pattern.compile("(?<![\\w-])eyJ[\\w-]++\\.eyJ[\\w-]++\\.[\\w-]{86}(?![\\w-])");

    private Enclosures() {}

    /**
     * @param relation to the pages, by ISO 32000-2, table 43: {@code Source} for what they were made from
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Enclosure(String name, String mediaType, String relation, String description, byte[] content) {}

    static void enclose(PDDocument document, List<Enclosure> enclosures, Calendar made) throws IOException {
        Map<String, PDComplexFileSpecification> byName = new LinkedHashMap<>();
        COSArray associated = new COSArray();
        enclosures.stream().sorted(Comparator.comparing(Enclosure::name)).forEach(enclosure -> {
            PDComplexFileSpecification file = specification(document, enclosure, made);
            byName.put(enclosure.name(), file);
            associated.add(file);
        });
        PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(byName);
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(files);
        document.getDocumentCatalog().setNames(names);
        document.getDocumentCatalog().getCOSObject().setItem(ASSOCIATED, associated);
    }

    private static PDComplexFileSpecification specification(PDDocument document, Enclosure enclosure, Calendar made) {
        try {
            // Not compressed: whoever has no PDF library finds the signed letter all the same.
            PDEmbeddedFile content = new PDEmbeddedFile(document, new ByteArrayInputStream(enclosure.content()));
            content.setSubtype(enclosure.mediaType());
            content.setSize(enclosure.content().length);
            content.setModDate(made);
            PDComplexFileSpecification file = new PDComplexFileSpecification();
            file.setFile(enclosure.name());
            file.setFileUnicode(enclosure.name());
            file.setFileDescription(enclosure.description());
            file.setEmbeddedFile(content);
            file.setEmbeddedFileUnicode(content);
            file.getCOSObject().setName(RELATIONSHIP, enclosure.relation());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The signed letter inside a PDF that was left as it was printed: it lies there uncompressed and is found without reading
     * the PDF, which is safe to do with a stranger's file. Nothing when the file is no PDF or holds none.
     */
    public static Optional<String> asPrinted(byte[] pdf) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        return text.startsWith(PDF)
                ? SIGNED_LETTER.matcher(text).results().map(MatchResult::group).findFirst()
                : Optional.empty();
    }

    /** The signed letter inside a PDF, even one that another program has written anew: it is read with all that takes. */
    public static Optional<String> signedLetter(byte[] pdf) {
        return asPrinted(pdf).or(() -> attached(pdf));
    }

    private static Optional<String> attached(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDEmbeddedFilesNameTreeNode files =
                    new PDDocumentNameDictionary(document.getDocumentCatalog()).getEmbeddedFiles();
            if (files == null) {
                return Optional.empty();
            }
            for (PDComplexFileSpecification file : all(files)) {
                String name = file.getFilename();
                PDEmbeddedFile content = file.getEmbeddedFile();
                if (name != null && name.endsWith(SIGNED) && content != null) {
                    return Optional.of(new String(content.toByteArray(), StandardCharsets.US_ASCII));
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException noPdf) {
            return Optional.empty();
        }
    }

    private static List<PDComplexFileSpecification> all(PDNameTreeNode<PDComplexFileSpecification> node)
            throws IOException {
        List<PDComplexFileSpecification> found = new ArrayList<>();
        Map<String, PDComplexFileSpecification> names = node.getNames();
        if (names != null) {
            found.addAll(names.values());
        }
        List<PDNameTreeNode<PDComplexFileSpecification>> kids = node.getKids();
        if (kids != null) {
            for (PDNameTreeNode<PDComplexFileSpecification> kid : kids) {
                found.addAll(all(kid));
            }
        }
        return found;
    }

    static Calendar calendar(java.time.Instant at) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), java.util.Locale.ROOT);
        calendar.setTimeInMillis(at.toEpochMilli());
        return calendar;
    }
}
