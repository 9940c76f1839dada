package org.roimill.core.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Puts into words what went wrong where nobody did before. */
public final class Explain {
    private Explain() {}

    /** Why a file could not be used, to stand behind its name: what the system says is often that name again. */
    public static String why(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case NoSuchFileException none -> "there is no " + none.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is a file and no folder";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> e.getMessage();
        };
    }

    /** The failure as a user is told of it: unchanged if it is one of ours. */
    public static RoimillException of(Throwable thrown) {
        return switch (thrown) {
            case RoimillException e -> e;
            case UncheckedIOException e -> of(e.getCause());
            case AccessDeniedException e ->
                RoimillException.trouble(
                        "no permission for " + e.getFile(), "See that you may read and write there.", e);
            case NoSuchFileException e ->
                RoimillException.trouble(
                        e.getFile() + " is not there, or no longer", "See whether another program works on it.", e);
            case FileSystemException e ->
                RoimillException.trouble(
                        e.getFile() + ": " + (e.getReason() == null ? "cannot be used" : e.getReason()),
                        "See to the disk, then run it again.",
                        e);
            case IOException e ->
                RoimillException.trouble(e.getMessage(), "Run it again; look at the disk if it stays.", e);
            case OutOfMemoryError e ->
                new RoimillException(
                        Failure.OUT_OF_MEMORY,
                        "memory did not suffice: " + e.getMessage(),
                        "Give it more by --memory, or less to do at once by --cpus.",
                        e);
            default ->
                new RoimillException(
                        Failure.INTERNAL,
                        "a defect: " + thrown,
                        "Run it again with --debug and report what it prints, with what 'roimill --version' says.",
                        thrown);
        };
    }
}
