package org.roimill.inference.card;

import org.roimill.core.network.ModelCard;

/**
 * A card as it was read.
 *
 * @param model what it says of the model
 * @param network the name of the file with the network, beside the card
 * @param sha256 of that file, in hexadecimal
 * @param test null where the card has none
 */
public record Card(ModelCard model, String network, String sha256, Test test) {
    public static final String FILE = "model.yaml";

    /**
     * A pair that shows whether the network computes what it should.
     *
     * @param input the name of a file, beside the card
     * @param output what the first output of the network is for it
     * @param tolerance how far it may be from that, times one plus the size of the value
     */
    public record Test(String input, String output, double tolerance) {}
}
