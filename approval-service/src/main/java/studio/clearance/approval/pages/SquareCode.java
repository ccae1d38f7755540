package studio.clearance.approval.pages;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code (ISO/IEC 18004) as one SVG path, a unit a module.
 *
 * @param box side of the drawing with the quiet zone of two modules on each side
 */
public record SquareCode(String path, int box) {

    private static final int QUIET = 2;

    static SquareCode of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    int start = x;
                    while (x + 1 < code.size && code.getModule(x + 1, y)) {
                        x++;
                    }
                    path.append('M')
                            .append(start)
                            .append(' ')
                            .append(y)
                            .append('h')
                            .append(x - start + 1)
                            .append("v1H")
                            .append(start)
                            .append('z');
                }
            }
        }
        return new SquareCode(path.toString(), code.size + 2 * QUIET);
    }
}
