package org.roimill.stores.ngff.version;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What differs between two versions of the metadata. */
public interface NgffVersion {
    /** For example {@code 0.4}. */
    String number();

    /** The version of Zarr that it is stored in. */
    int zarr();

    /** Where the keys stand among the attributes of a group; not present where there are none of this version. */
    Meta keys(Meta attributes);

    /** The object that holds the keys among attributes that are being written; made where it is not there yet. */
    ObjectNode keysOf(ObjectNode attributes);

    /**
     * Checks the version that is stated.
     *
     * @param keys what {@link #keys} gave
     * @param part the image, label, plate or well in it
     * @param exact whether versions of other writers, such as {@code 0.4-dev-spatialdata}, are refused
     */
    void checkVersion(Meta keys, Meta part, boolean exact);

    /** States the version in metadata that are being written. */
    void putVersion(ObjectNode keys, ObjectNode part);

    /** What strict readers ask of the version. */
    void checkVersionIsStated(Meta part);

    /** Whether a channel has to say its window and colour. */
    boolean channelsNeedDisplay();

    /** Whether the path of a well is checked against the names of its row and column. */
    boolean wellPathsNameRowAndColumn();
}
