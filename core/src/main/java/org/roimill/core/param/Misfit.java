package org.roimill.core.param;

/** A given value that cannot be the value of a parameter; the way out is empty where an example will do. */
final class Misfit extends Exception {
    private final String wayOut;

    Misfit(String what, String wayOut) {
        super(what);
        this.wayOut = wayOut;
    }

    String wayOut() {
        return wayOut;
    }
}
