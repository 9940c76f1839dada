package org.roimill.stores.commit;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The two renames on which all rests. Neither leaves an instant at which a name is half there. */
interface Renames {
    /** To a name that must be free. */
    void move(Path from, Path to) throws IOException;

    /** Of two names in one step; false where the system cannot, with nothing done. */
    boolean exchange(Path a, Path b) throws IOException;

    /** With the calls of Linux, where kernel and file system know them. */
    Renames NATIVE = new Renames() {
        @Override
        public void move(Path from, Path to) throws IOException {
            int error = Libc.rename(from, to, Libc.NOREPLACE);
            if (lacks(error)) {
                PORTABLE.move(from, to);
            } else if (error != 0) {
                throw failure(error, from, to);
            }
        }

        @Override
        public boolean exchange(Path a, Path b) throws IOException {
            int error = Libc.rename(a, b, Libc.EXCHANGE);
            if (lacks(error)) {
                return false;
            }
            if (error != 0) {
                throw failure(error, a, b);
            }
            return true;
        }
    };

    /** With Java alone. Looking and moving are two steps, which the store's lock holds together among our own. */
    Renames PORTABLE = new Renames() {
        @Override
        public void move(Path from, Path to) throws IOException {
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to.toString());
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public boolean exchange(Path a, Path b) {
            return false;
        }
    };

    private static boolean lacks(int error) {
        return error == Libc.ENOSYS || error == Libc.EINVAL || error == Libc.EOPNOTSUPP;
    }

    private static IOException failure(int error, Path from, Path to) {
        return switch (error) {
            case Libc.EEXIST -> new FileAlreadyExistsException(to.toString());
            case Libc.ENOENT -> new NoSuchFileException(from.toString(), to.toString(), null);
            case Libc.EXDEV ->
                new FileSystemException(from.toString(), to.toString(), "the two lie on different file systems");
            default -> new FileSystemException(from.toString(), to.toString(), Disk.reason(error));
        };
    }
}
