package io.mettalith.bench.report;

import java.util.Locale;

/**
 * Writes the elements of a picture. The picture has a light panel of its own behind everything, so that it reads on a
 * dark page as well.
 */
final class Svg {
    private static final String TEXT_COLOUR = "#24292f";
    private static final String FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif";

    private final StringBuilder out = new StringBuilder();

    Svg(int width, int height, String title) {
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " role=\"img\" font-family=\"%s\" font-size=\"13\">%n",
                width,
                height,
                width,
                height,
                FONT));
        out.append("<title>").append(escape(title)).append("</title>\n");
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\" stroke=\"#d0d7de\"/>%n",
                width - 1,
                height - 1));
        text(20, 28, "start", 16, true, title);
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    void polyline(double[] x, double[] y, String colour, double width) {
        out.append("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke=\"")
                .append(colour)
                .append(String.format(Locale.ROOT, "\" stroke-width=\"%.1f\" points=\"", width));
        for (int i = 0; i < x.length; i++) {
            out.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", x[i], y[i]));
        }
        out.append("\"/>\n");
    }

    void circle(double x, double y, double radius, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"#ffffff\"/>%n",
                x,
                y,
                radius,
                colour));
    }

    void rectangle(double x, double y, double width, double height, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                colour));
    }

    void text(double x, double y, String anchor, int size, boolean bold, String text) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\"%s fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                size,
                bold ? " font-weight=\"600\"" : "",
                TEXT_COLOUR,
                escape(text)));
    }

    void upright(double x, double y, String text) {
        out.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\" fill=\"%s\">%s</text>%n",
                x,
                y,
                TEXT_COLOUR,
                escape(text)));
    }

    String end() {
        return out.append("</svg>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
