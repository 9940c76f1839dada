package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.error.RoimillException;

/** Reads comma-separated text: also by semicolon or tab, with quotes, and with the line ends of any system. */
final class Csv {
    /** One row and the line where it begins. */
    record Row(int line, List<String> cells) {}

    private final String name;
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    private Csv(String name, String text) {
        this.name = name;
        this.text = text;
        this.separator = separator(text);
    }

    /** All rows but blank ones, their cells without the spaces around them. */
    static List<Row> read(String text, String name) {
        return new Csv(name, text.startsWith("\uFEFF") ? text.substring(1) : text).rows();
    }

    /** The one that stands most often in the first line, outside of quotes. */
    private static char separator(String text) {
        int[] counts = new int[128];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && (c == '\n' || c == '\r')) {
                break;
            }
            if (!quoted && c < counts.length) {
                counts[c]++;
            }
        }
        char best = ',';
        for (char c : new char[] {';', '\t'}) {
            best = counts[c] > counts[best] ? c : best;
        }
        return best;
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            int from = line;
            List<String> cells = new ArrayList<>();
            do {
                cells.add(cell());
            } while (next(separator));
            next('\r');
            next('\n');
            line++;
            if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                rows.add(new Row(from, cells));
            }
        }
        return rows;
    }

    private boolean next(char c) {
        boolean is = at < text.length() && text.charAt(at) == c;
        at += is ? 1 : 0;
        return is;
    }

    private String cell() {
        int from = at;
        while (at < text.length() && !isEnd(text.charAt(at)) && text.charAt(at) != '"') {
            at++;
        }
        if (at == text.length()
                || text.charAt(at) != '"'
                || !text.substring(from, at).isBlank()) {
            while (at < text.length() && !isEnd(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at).strip();
        }
        String quoted = quoted();
        int rest = at;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            at++;
        }
        if (!text.substring(rest, at).isBlank()) {
            throw fault(line, "there is text behind a closing quote", "Double each quote inside of quotes.");
        }
        return quoted.strip();
    }

    private boolean isEnd(char c) {
        return c == separator || c == '\n' || c == '\r';
    }

    private String quoted() {
        int from = line;
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && !next('"')) {
                return cell.toString();
            }
            line += c == '\n' ? 1 : 0;
            cell.append(c);
        }
        throw fault(from, "a quote is never closed", "Close it with \".");
    }

    private RoimillException fault(int where, String what, String wayOut) {
        return RoimillException.usage(name + ", line " + where + ": " + what, wayOut);
    }
}
