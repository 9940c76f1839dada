package org.roimill.stores.ngff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.roimill.stores.ngff.version.Meta;
import org.roimill.stores.ngff.version.NgffVersion;

/**
 * The rules of the specification. What breaks one is refused by a message that names the path. Reading asks less: see
 * {@link Multiscale}.
 */
public final class Conformance {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern WELL = Pattern.compile("[A-Za-z0-9]+/[A-Za-z0-9]+");
    private static final int ANY = Integer.MAX_VALUE;

    private final NgffVersion version;
    private final boolean recommended;

    /**
     * @param recommended whether what the specification only recommends is asked for too
     */
    public Conformance(NgffVersion version, boolean recommended) {
        this.version = version;
        this.recommended = recommended;
    }

    public void checkImage(ObjectNode attributes, String place) {
        Meta keys = version.keys(Meta.of(attributes, place));
        for (Meta m : keys.need("multiscales").set(1, ANY)) {
            version.checkVersion(keys, m, true);
            Multiscale.read(keys, m, false);
            if (recommended) {
                version.checkVersionIsStated(m);
                List.of("metadata", "type", "name").forEach(m::need);
            }
        }
        if (keys.at("omero").isPresent()) {
            keys.at("omero").need("channels").list(0, ANY).forEach(this::checkChannel);
        }
    }

    private void checkChannel(Meta channel) {
        channel.object();
        if (version.channelsNeedDisplay()) {
            channel.need("window");
            channel.need("color");
        }
        if (channel.at("window").isPresent()) {
            List.of("start", "min", "end", "max")
                    .forEach(key -> channel.at("window").need(key).number());
        }
        for (String key : List.of("label", "family", "color")) {
            if (channel.at(key).isPresent()) {
                channel.at(key).text();
            }
        }
        if (channel.at("active").isPresent()) {
            channel.at("active").truth();
        }
    }

    public void checkLabel(ObjectNode attributes, String place) {
        Meta keys = version.keys(Meta.of(attributes, place));
        Meta label = version.zarr() == 2 ? keys.at("image-label") : keys.need("image-label");
        if (!label.isPresent()) {
            return;
        }
        version.checkVersion(keys, label.object(), true);
        if (label.at("colors").isPresent()) {
            for (Meta color : label.at("colors").set(1, ANY)) {
                color.need("label-value").number();
                if (color.at("rgba").isPresent()) {
                    color.at("rgba").list(4, 4).forEach(c -> c.integer(0, 255));
                }
            }
        }
        if (label.at("properties").isPresent()) {
            label.at("properties")
                    .set(1, ANY)
                    .forEach(p -> p.need("label-value").integer(Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (label.at("source").isPresent()
                && label.at("source").object().at("image").isPresent()) {
            label.at("source").at("image").text();
        }
        if (recommended) {
            version.checkVersionIsStated(label);
            label.need("colors");
        }
    }

    public void checkPlate(ObjectNode attributes, String place) {
        Meta keys = version.keys(Meta.of(attributes, place));
        Meta plate = keys.need("plate").object();
        version.checkVersion(keys, plate, true);
        List<Meta> columns = plate.need("columns").set(1, ANY);
        List<Meta> rows = plate.need("rows").set(1, ANY);
        columns.forEach(c -> c.need("name").text(NAME));
        rows.forEach(r -> r.need("name").text(NAME));
        for (Meta well : plate.need("wells").set(1, ANY)) {
            String path = well.need("path").text(WELL);
            int row = (int) well.need("rowIndex").integer(0, Integer.MAX_VALUE);
            int column = (int) well.need("columnIndex").integer(0, Integer.MAX_VALUE);
            if (version.wellPathsNameRowAndColumn()) {
                checkWellPath(well, path, rows, row, columns, column);
            }
        }
        if (plate.at("acquisitions").isPresent()) {
            plate.at("acquisitions").list(0, ANY).forEach(this::checkAcquisition);
        }
        if (plate.at("field_count").isPresent()) {
            plate.at("field_count").integer(1, Integer.MAX_VALUE);
        }
        if (plate.at("name").isPresent() || recommended) {
            plate.need("name").text();
        }
        if (recommended) {
            version.checkVersionIsStated(plate);
        }
    }

    private static void checkWellPath(
            Meta well, String path, List<Meta> rows, int row, List<Meta> columns, int column) {
        if (row >= rows.size()) {
            throw well.at("rowIndex").fault("is " + row + "; there are " + rows.size() + " rows");
        }
        if (column >= columns.size()) {
            throw well.at("columnIndex").fault("is " + column + "; there are " + columns.size() + " columns");
        }
        String expected = rows.get(row).at("name").text() + "/"
                + columns.get(column).at("name").text();
        if (!path.equals(expected)) {
            throw well.at("path").fault("is '" + path + "'; its row and column are called " + expected);
        }
    }

    private void checkAcquisition(Meta acquisition) {
        acquisition.need("id").integer(0, Long.MAX_VALUE);
        if (acquisition.at("maximumfieldcount").isPresent() || recommended) {
            acquisition.need("maximumfieldcount").integer(1, Long.MAX_VALUE);
        }
        if (acquisition.at("name").isPresent() || recommended) {
            acquisition.need("name").text();
        }
        if (acquisition.at("description").isPresent()) {
            acquisition.at("description").text();
        }
        for (String key : List.of("starttime", "endtime")) {
            if (acquisition.at(key).isPresent()) {
                acquisition.at(key).integer(0, Long.MAX_VALUE);
            }
        }
    }

    public void checkWell(ObjectNode attributes, String place) {
        Meta keys = version.keys(Meta.of(attributes, place));
        Meta well = keys.need("well").object();
        version.checkVersion(keys, well, true);
        for (Meta image : well.need("images").set(1, ANY)) {
            image.need("path").text(NAME);
            if (image.at("acquisition").isPresent()) {
                image.at("acquisition").integer(Long.MIN_VALUE, Long.MAX_VALUE);
            }
        }
        if (recommended) {
            version.checkVersionIsStated(well);
        }
    }
}
