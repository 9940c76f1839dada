package org.roimill.core.format;

import org.roimill.core.error.RoimillException;

/** Something in a ROI that is there and cannot be read: where it is, and what is wrong with it. */
public record Fault(String place, RoimillException cause) {}
