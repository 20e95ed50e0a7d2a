package io.mettalith.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws a history beside its entries, which come the newest first: a star for each entry, and a line down from it to each
 * of its parents.
 *
 * <pre>
 *   *    a merge
 *   |\
 *   * |  its first parent
 *   | *  its second parent
 *   |/
 *   *    what both came from
 * </pre>
 */
final class GraphLanes {
    /** What each line leads to, from left to right. */
    private final List<Object> lanes = new ArrayList<>();

    /**
     * Returns the lines of one entry.
     *
     * @param entry any object that is equal where the entry is a parent of another
     * @param parents of it, in their order
     * @param text beside the star
     * @param more below that
     */
    List<String> lines(Object entry, List<?> parents, String text, List<String> more) {
        final List<String> lines = new ArrayList<>();
        int at = lanes.indexOf(entry);
        if (at < 0) {
            at = lanes.size();
            lanes.add(entry);
        }
        joinOthers(entry, at, lines);
        lines.add(row(at, '*') + " " + text);
        lanes.remove(at);
        final List<Object> down = new ArrayList<>(parents);
        down.removeAll(lanes.subList(0, at));
        lanes.addAll(at, down);
        final String beside = row(-1, '|');
        more.forEach(line -> lines.add(beside + " " + line));
        if (parents.size() > 1) {
            lines.add(slanted(at, down.size()));
        }
        if (down.isEmpty() && !parents.isEmpty() && at <= lanes.size()) {
            lines.add(leftwards(at));
        }
        return lines;
    }

    /** Ends all lines to an entry but the first. */
    private void joinOthers(Object entry, int at, List<String> lines) {
        for (int other = lanes.size() - 1; other > at; other--) {
            if (lanes.get(other).equals(entry)) {
                lanes.remove(other);
                lines.add(leftwards(other));
            }
        }
    }

    private String row(int at, char mark) {
        final StringBuilder row = new StringBuilder();
        for (int lane = 0; lane < lanes.size(); lane++) {
            row.append(lane == 0 ? "" : " ").append(lane == at ? mark : '|');
        }
        return row.toString();
    }

    /** Draws what leads from one line to the right, to the lines that have begun there. */
    private String slanted(int at, int begun) {
        final StringBuilder row = new StringBuilder("| ".repeat(at)).append('|');
        for (int lane = 1; lane < begun; lane++) {
            row.append("\\ ");
        }
        row.append("\\ ".repeat(Math.max(0, lanes.size() - at - Math.max(1, begun))));
        return row.toString().stripTrailing();
    }

    /** Draws a line that goes into the one on its left, and those on its right that follow. */
    private String leftwards(int at) {
        return ("| ".repeat(Math.max(0, at - 1))
                        + (at > 0 ? "|" : "")
                        + "/ ".repeat(Math.max(1, lanes.size() - at + 1)))
                .stripTrailing();
    }
}
