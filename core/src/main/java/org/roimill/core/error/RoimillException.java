package org.roimill.core.error;

/**
 * The one exception that reaches a user. Its message is one or two lines: the first names the thing, the place and
 * what is wrong; the second, where there is one, the way out.
 */
public class RoimillException extends RuntimeException {
    private final Failure failure;

    public RoimillException(Failure failure, String what, String wayOut, Throwable cause) {
        super(wayOut == null || wayOut.isEmpty() ? what : what + System.lineSeparator() + wayOut, cause);
        this.failure = failure;
    }

    public RoimillException(Failure failure, String what, String wayOut) {
        this(failure, what, wayOut, null);
    }

    public static RoimillException usage(String what, String wayOut) {
        return new RoimillException(Failure.USAGE, what, wayOut);
    }

    public static RoimillException badData(String what, String wayOut) {
        return new RoimillException(Failure.BAD_DATA, what, wayOut);
    }

    public static RoimillException badData(String what, String wayOut, Throwable cause) {
        return new RoimillException(Failure.BAD_DATA, what, wayOut, cause);
    }

    public static RoimillException trouble(String what, String wayOut, Throwable cause) {
        return new RoimillException(Failure.TROUBLE, what, wayOut, cause);
    }

    public Failure failure() {
        return failure;
    }

    /** The same failure, seen from one place further out: {@code place} is put before the first line. */
    public RoimillException at(String place) {
        return new RoimillException(failure, place + ": " + getMessage(), null, this);
    }
}
