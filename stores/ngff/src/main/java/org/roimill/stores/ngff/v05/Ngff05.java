package org.roimill.stores.ngff.v05;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.roimill.stores.ngff.version.Meta;
import org.roimill.stores.ngff.version.NgffVersion;

/** What is particular about 0.5. */
public final class Ngff05 implements NgffVersion {
    public static final Ngff05 INSTANCE = new Ngff05();
    private static final String KEY = "ome";

    private Ngff05() {}

    @Override
    public String number() {
        return "0.5";
    }

    @Override
    public int zarr() {
        return 3;
    }

    @Override
    public Meta keys(Meta attributes) {
        return attributes.at(KEY);
    }

    @Override
    public ObjectNode keysOf(ObjectNode attributes) {
        return attributes.get(KEY) instanceof ObjectNode keys ? keys : attributes.putObject(KEY);
    }

    @Override
    public void checkVersion(Meta keys, Meta part, boolean exact) {
        String stated = keys.need("version").text();
        if (exact ? !stated.equals(number()) : !stated.startsWith(number())) {
            throw keys.at("version").fault("is '" + stated + "', not '" + number() + "'");
        }
    }

    @Override
    public void putVersion(ObjectNode keys, ObjectNode part) {
        keys.put("version", number());
    }

    @Override
    public void checkVersionIsStated(Meta part) {
        // Always stated: checkVersion asks for it.
    }

    @Override
    public boolean channelsNeedDisplay() {
        return false;
    }

    @Override
    public boolean wellPathsNameRowAndColumn() {
        return true;
    }
}
