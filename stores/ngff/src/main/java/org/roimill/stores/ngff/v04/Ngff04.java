package org.roimill.stores.ngff.v04;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.roimill.stores.ngff.version.Meta;
import org.roimill.stores.ngff.version.NgffVersion;

/** What is particular about 0.4. */
public final class Ngff04 implements NgffVersion {
    public static final Ngff04 INSTANCE = new Ngff04();

    private Ngff04() {}

    @Override
    public String number() {
        return "0.4";
    }

    @Override
    public int zarr() {
        return 2;
    }

    @Override
    public Meta keys(Meta attributes) {
        return attributes;
    }

    @Override
    public ObjectNode keysOf(ObjectNode attributes) {
        return attributes;
    }

    @Override
    public void checkVersion(Meta keys, Meta part, boolean exact) {
        Meta version = part.at("version");
        if (version.isPresent()) {
            String stated = version.text();
            if (exact ? !stated.equals(number()) : !stated.startsWith(number())) {
                throw version.fault("is '" + stated + "', not '" + number() + "'");
            }
        }
    }

    @Override
    public void putVersion(ObjectNode keys, ObjectNode part) {
        part.put("version", number());
    }

    @Override
    public void checkVersionIsStated(Meta part) {
        part.need("version");
    }

    @Override
    public boolean channelsNeedDisplay() {
        return true;
    }

    @Override
    public boolean wellPathsNameRowAndColumn() {
        return false;
    }
}
