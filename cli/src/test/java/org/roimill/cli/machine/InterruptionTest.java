package org.roimill.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

class InterruptionTest {
    @Test
    void theEndOfTheProcessWaitsForTheWorkToTidyUp() throws InterruptedException {
        Interruption interruption = new Interruption();
        interruption.stop().check();
        Thread end = new Thread(interruption::ask);
        end.start();
        assertFalse(end.join(Duration.ofMillis(100)), "it did not wait");
        RoimillException stopped =
                assertThrows(RoimillException.class, () -> interruption.stop().check());
        assertEquals(Failure.INTERRUPTED, stopped.failure());
        interruption.close();
        assertTrue(end.join(Duration.ofSeconds(10)), "it waits for nothing");
    }
}
