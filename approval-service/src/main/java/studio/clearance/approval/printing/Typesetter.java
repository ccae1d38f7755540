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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Sets XHTML as a tagged PDF for the archive: PDF/A-3 (ISO 19005-3) level A and PDF/UA-1 (ISO 14289-1). */
@ApplicationScoped
class Typesetter {

    /** Latin, Greek and Cyrillic. */
    private static final List<Typeface> ALWAYS = List.of(
            new Typeface("Letter Serif", 400, "NotoSerif-Regular.ttf"),
            new Typeface("Letter Serif", 700, "NotoSerif-Bold.ttf"),
            new Typeface("Letter Sans", 400, "NotoSans-Regular.ttf"),
            new Typeface("Letter Sans", 700, "NotoSans-Bold.ttf"),
            new Typeface("Letter Mono", 400, "DejaVuSansMono.ttf"));

    private static final List<Typeface> THAI = List.of(
            new Typeface("Letter Thai", 400, "NotoSerifThai-Regular.ttf"),
            new Typeface("Letter Thai", 700, "NotoSerifThai-Bold.ttf"));

    /** Chinese, Japanese, Korean and what is left: larger than all the others together, so only where it is called for. */
    private static final List<Typeface> OTHERS = List.of(new Typeface("Letter Others", 400, "DroidSansFallback.ttf"));

    private static final int FIRST_THAI = 0x0E00;
    private static final int LAST_THAI = 0x0E7F;
    private static final int FIRST_OF_OTHERS = 0x2E80;

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
        for (Typeface typeface : typefaces(xhtml)) {
            builder.useFont(typeface::open, typeface.family(), typeface.weight(), FontStyle.NORMAL, true);
        }
        return new Proof(builder.buildPdfRenderer());
    }

    private static List<Typeface> typefaces(String text) {
        List<Typeface> typefaces = new ArrayList<>(ALWAYS);
        if (text.codePoints().anyMatch(c -> c >= FIRST_THAI && c <= LAST_THAI)) {
            typefaces.addAll(THAI);
        }
        if (text.codePoints().anyMatch(c -> c >= FIRST_OF_OTHERS)) {
            typefaces.addAll(OTHERS);
        }
        return typefaces;
    }

    private record Typeface(String family, int weight, String file) {

        InputStream open() {
            return Objects.requireNonNull(Typesetter.class.getResourceAsStream("/fonts/" + file));
        }
    }
}
