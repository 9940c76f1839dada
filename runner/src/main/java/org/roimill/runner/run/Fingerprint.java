package org.roimill.runner.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.roimill.runner.plan.Output;

/** What a pipeline goes by when it asks whether a ROI has to be worked on again. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * A digest of the elements that the plan reads, as they are now, and of the recipes of all that it makes. Whether
     * results are there already plays no part. Of a ROI that cannot work: of what keeps it from that.
     */
    public static String of(Checked checked) {
        Map<String, String> parts = new TreeMap<>();
        if (checked.plan() == null) {
            parts.put("problem", checked.problem().getMessage());
        } else {
            checked.plan().reads().forEach((element, key) -> parts.put("reads " + element, key));
            for (Output output : checked.plan().outputs()) {
                parts.put(
                        "makes " + output.name(),
                        String.valueOf(output.provenance().get("key")));
            }
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(parts.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
