package org.roimill.runner.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;

/** What an option of the command line was given, each {@code name=value}. A value is a scalar or a list of YAML. */
public final class Settings {
    private Settings() {}

    /** @param option for messages, for example {@code --set} */
    public static Map<String, Object> read(String option, List<String> settings) {
        Map<String, Object> set = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw RoimillException.usage(
                        option + " " + setting + " sets nothing", "Write " + option + " name=value.");
            }
            String name = setting.substring(0, equals).strip();
            if (set.containsKey(name)) {
                throw twice(option, name);
            }
            set.put(name, parsed(option, setting, setting.substring(equals + 1)));
        }
        return set;
    }

    static RoimillException twice(String option, String name) {
        return RoimillException.usage(option + " gives '" + name + "' twice", "Keep one of the two.");
    }

    private static Object parsed(String option, String setting, String text) {
        String wayOut = "Put quotes inside quotes: " + option + " \"name='a: b'\".";
        Spot spot;
        try {
            spot = text.isBlank() ? new Spot("", 1) : YamlTree.parse(text, option + " " + setting);
        } catch (RoimillException e) {
            throw RoimillException.usage(e.getMessage().lines().findFirst().orElseThrow(), wayOut);
        }
        if (spot == null || spot.isMapping()) {
            throw RoimillException.usage(
                    option + " " + setting + " gives " + (spot == null ? "nothing" : spot.kind()), wayOut);
        }
        return spot.plain();
    }
}
