package org.roimill.inference.library;

import java.io.IOException;
import java.io.InputStream;
import org.roimill.core.error.RoimillException;
import org.roimill.inference.card.Card;
import org.roimill.inference.card.CardReader;

/**
 * A model that was found, and its card.
 *
 * @param name by which it was found
 */
public record Found(String name, Origin origin, ModelFiles files, Card card) {
    /** Where it comes from. */
    public enum Origin {
        BUILT_IN("built in"),
        INSTALLED("installed"),
        GIVEN("given");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Found read(String name, Origin origin, ModelFiles files) {
        String place = files.place() + "/" + Card.FILE;
        if (!files.has(Card.FILE)) {
            throw RoimillException.badData(
                    files.place() + " holds no " + Card.FILE,
                    "A model is a " + Card.FILE + " and the files that it names.");
        }
        try (InputStream in = files.open(Card.FILE)) {
            byte[] card = in.readNBytes(CardReader.LONGEST + 1);
            return new Found(name, origin, files, CardReader.read(card, Hash.digest(card), place));
        } catch (IOException e) {
            throw RoimillException.trouble(
                    place + " cannot be read: " + e.getMessage(), "See that you may read it.", e);
        }
    }
}
