package org.roimill.stores.tiff.series;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Tag;

/** Reads OME-XML as a stream. Document types and entities of any kind are refused: a file has no business with them. */
final class OmeParser {
    private static final int MAX_IMAGES = 1 << 16;

    private final Ifd ifd;
    private final XMLStreamReader xml;
    private final List<Ome.Image> images = new ArrayList<>();
    private String uuid;
    private boolean elsewhere;

    private String imageName = "";
    private PixelsSoFar pixels;

    private OmeParser(Ifd ifd, XMLStreamReader xml) {
        this.ifd = ifd;
        this.xml = xml;
    }

    /** The Pixels element being read. */
    private static final class PixelsSoFar {
        String order;
        final Map<Axis, Long> sizes = new EnumMap<>(Axis.class);
        Map<Axis, Spacing> spacing;
        final List<Ome.Channel> channels = new ArrayList<>();
        final List<Ome.Planes> planes = new ArrayList<>();
        boolean inXml;
    }

    static Ome parse(Ifd ifd, String text) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text.strip()));
            try {
                OmeParser parser = new OmeParser(ifd, xml);
                parser.run();
                return new Ome(parser.uuid, parser.elsewhere, parser.images);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            String message = e.getMessage() == null
                    ? "it cannot be parsed"
                    : e.getMessage().replaceAll("\\s+", " ");
            throw RoimillException.badData(
                    ifd + ": " + Tag.IMAGE_DESCRIPTION + " is damaged OME-XML: " + message,
                    "Export the file again.",
                    e);
        }
    }

    private void run() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw ifd.bad(
                            Tag.IMAGE_DESCRIPTION, "is OME-XML with a document type or entities, which is refused");
                case XMLStreamConstants.START_ELEMENT -> open(xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> close(xml.getLocalName());
                default -> {}
            }
        }
    }

    private void open(String element) throws XMLStreamException {
        switch (element) {
            case "OME" -> uuid = attribute("UUID");
            case "BinaryOnly" -> elsewhere = true;
            case "Image" -> imageName = orElse(attribute("Name"), "");
            case "Pixels" -> pixels = startPixels();
            case "Channel" -> {
                if (pixels != null) {
                    String samples = attribute("SamplesPerPixel");
                    int n = (int) Math.min(whole("SamplesPerPixel", samples, 1), 1 << 12);
                    pixels.channels.add(new Ome.Channel(attribute("Name"), n));
                }
            }
            case "BinData" -> {
                if (pixels != null) {
                    pixels.inXml = true;
                }
            }
            case "TiffData" -> {
                if (pixels != null) {
                    pixels.planes.add(planes());
                }
            }
            case "UUID" -> {
                if (pixels != null && !pixels.planes.isEmpty()) {
                    addFile();
                }
            }
            default -> {}
        }
    }

    private void close(String element) {
        if (element.equals("Pixels") && pixels != null) {
            if (images.size() == MAX_IMAGES) {
                throw ifd.bad(Tag.IMAGE_DESCRIPTION, "speaks of more than " + MAX_IMAGES + " images");
            }
            images.add(new Ome.Image(
                    imageName,
                    pixels.order,
                    pixels.sizes,
                    pixels.spacing,
                    pixels.channels,
                    pixels.planes,
                    pixels.inXml));
            pixels = null;
        }
    }

    private PixelsSoFar startPixels() {
        PixelsSoFar p = new PixelsSoFar();
        p.order = orElse(attribute("DimensionOrder"), "").toUpperCase(Locale.ROOT);
        for (Axis axis : Axis.values()) {
            String key = "Size" + axis.name();
            p.sizes.put(axis, whole(key, attribute(key), -1));
        }
        p.spacing = Series.spacings(
                Spacing.of(decimal("TimeIncrement"), unit("TimeIncrementUnit", Unit.SECOND)),
                size("PhysicalSizeZ"),
                size("PhysicalSizeY"),
                size("PhysicalSizeX"));
        return p;
    }

    private Ome.Planes planes() {
        long ifdIndex = whole("IFD", attribute("IFD"), -1);
        String count = attribute("PlaneCount");
        return new Ome.Planes(
                ifdIndex,
                whole("PlaneCount", count != null ? count : attribute("NumPlanes"), -1),
                whole("FirstC", attribute("FirstC"), 0),
                whole("FirstZ", attribute("FirstZ"), 0),
                whole("FirstT", attribute("FirstT"), 0),
                null,
                null);
    }

    private void addFile() throws XMLStreamException {
        String fileName = attribute("FileName");
        String id = xml.getElementText().strip();
        Ome.Planes p = pixels.planes.removeLast();
        pixels.planes.add(new Ome.Planes(p.ifd(), p.count(), p.firstC(), p.firstZ(), p.firstT(), id, fileName));
    }

    private Spacing size(String key) {
        return Spacing.of(decimal(key), unit(key + "Unit", Unit.MICROMETER));
    }

    /** Null for units such as "pixel" and "reference frame", which say nothing about length. */
    private Unit unit(String key, Unit fallback) {
        String text = attribute(key);
        Unit unit = text == null ? fallback : Unit.find(text);
        return unit != null && unit.isTime() == fallback.isTime() ? unit : null;
    }

    private double decimal(String key) {
        String text = attribute(key);
        try {
            return text == null ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw ifd.bad(Tag.IMAGE_DESCRIPTION, "says " + key + "=\"" + text + "\", which is no number");
        }
    }

    private long whole(String key, String text, long fallback) {
        if (text == null) {
            return fallback;
        }
        try {
            long n = Long.parseLong(text.strip());
            if (n >= 0) {
                return n;
            }
        } catch (NumberFormatException e) {
            // Said below, together with negative numbers.
        }
        throw ifd.bad(Tag.IMAGE_DESCRIPTION, "says " + key + "=\"" + text + "\", which is no number of things");
    }

    private String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    private static String orElse(String text, String fallback) {
        return text == null ? fallback : text;
    }
}
