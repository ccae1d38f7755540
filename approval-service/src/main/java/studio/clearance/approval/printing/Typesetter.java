package studio.clearance.approval.printing;

import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Sets XHTML as a tagged PDF for the archive: PDF/A-3 (ISO 19005-3) level A and PDF/UA-1 (ISO 14289-1). */
@ApplicationScoped
class Typesetter {

    /** Noto and DejaVu carry the Latin, Greek, Cyrillic and Thai of names and titles; the last carries Chinese, Japanese and Korean. */
    private static final List<Typeface> TYPEFACES = List.of(
            new Typeface("Letter Serif", 400, "NotoSerif-Regular.ttf"),
            new Typeface("Letter Serif", 700, "NotoSerif-Bold.ttf"),
            new Typeface("Letter Sans", 400, "NotoSans-Regular.ttf"),
            new Typeface("Letter Sans", 700, "NotoSans-Bold.ttf"),
            new Typeface("Letter Mono", 400, "DejaVuSansMono.ttf"),
            new Typeface("Letter Thai", 400, "NotoSerifThai-Regular.ttf"),
            new Typeface("Letter Thai", 700, "NotoSerifThai-Bold.ttf"),
            new Typeface("Letter Others", 400, "DroidSansFallback.ttf"));

    private static final byte[] SRGB =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    private final FSCacheEx<String, FSCacheValue> metrics = new FSDefaultCacheStore();

    Typesetter() {
        XRLog.setLoggingEnabled(false);
    }

    /** Set, and not yet drawn: how many pages it takes is known. */
    final class Proof implements AutoCloseable {

        private final PdfBoxRenderer renderer;

        private Proof(PdfBoxRenderer renderer) {
            this.renderer = renderer;
            renderer.layout();
        }

        int pages() {
            return renderer.getRootBox().getLayer().getPages().size();
        }

        /** The caller closes it. */
        PDDocument draw() {
            try {
                renderer.createPDFWithoutClosing();
                return renderer.getPdfDocument();
            } catch (IOException e) {
                throw new UncheckedIOException("The letter cannot be drawn", e);
            }
        }

        @Override
        public void close() {
            renderer.close();
        }
    }

    Proof set(String xhtml) {
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withHtmlContent(xhtml, null)
                .withProducer("Clearance")
                .usePdfUaAccessibility(true)
                .usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_A)
                .useColorProfile(SRGB)
                .useCacheStore(PdfRendererBuilder.CacheStore.PDF_FONT_METRICS, metrics)
                .useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null)
                .toStream(new ByteArrayOutputStream());
        for (Typeface typeface : TYPEFACES) {
            builder.useFont(typeface::open, typeface.family(), typeface.weight(), FontStyle.NORMAL, true);
        }
        return new Proof(builder.buildPdfRenderer());
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Typeface(String family, int weight, byte[] file) {

        Typeface(String family, int weight, String file) {
            this(family, weight, read(file));
        }

        InputStream open() {
            return new ByteArrayInputStream(file);
        }

        private static byte[] read(String file) {
            try (InputStream in = Objects.requireNonNull(Typesetter.class.getResourceAsStream("/fonts/" + file))) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("The typeface " + file + " cannot be read", e);
            }
        }
    }
}
