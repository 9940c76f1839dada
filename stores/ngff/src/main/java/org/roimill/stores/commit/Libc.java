package org.roimill.stores.commit;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Locale;

/** The few calls of Linux that Java does not offer. Each gives 0 or the error number. */
final class Libc {
    static final int EXDEV = 18;
    static final int EEXIST = 17;
    static final int ENOENT = 2;
    static final int EINVAL = 22;
    static final int ENOSYS = 38;
    static final int EOPNOTSUPP = 95;

    static final int NOREPLACE = 1;
    static final int EXCHANGE = 2;

    private static final int AT_FDCWD = -100;
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_CLOEXEC = 0x80000;
    private static final int FICLONE = 0x40049409;
    private static final long SYS_RENAMEAT2 = switch (System.getProperty("os.arch")) {
        case "amd64" -> 316;
        case "aarch64", "riscv64" -> 276;
        default -> -1;
    };

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final boolean LINUX =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");

    private static final MethodHandle RENAMEAT2 = LINUX
            ? find("renameat2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT), 0)
            : null;
    private static final MethodHandle SYSCALL = LINUX
            ? find(
                    "syscall",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT),
                    1)
            : null;
    private static final MethodHandle OPEN =
            LINUX ? find("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2) : null;
    private static final MethodHandle CLOSE =
            LINUX ? find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), 0) : null;
    private static final MethodHandle SYNCFS =
            LINUX ? find("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT), 0) : null;
    private static final MethodHandle IOCTL =
            LINUX ? find("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT), 2) : null;

    private Libc() {}

    @SuppressWarnings("restricted")
    private static MethodHandle find(String name, FunctionDescriptor descriptor, int firstVariadic) {
        Linker.Option errno = Linker.Option.captureCallState("errno");
        return LINKER.defaultLookup()
                .find(name)
                .map(f -> firstVariadic == 0
                        ? LINKER.downcallHandle(f, descriptor, errno)
                        : LINKER.downcallHandle(f, descriptor, errno, Linker.Option.firstVariadicArg(firstVariadic)))
                .orElse(null);
    }

    /** Renames as {@code flags} say; ENOSYS where there is no such call. */
    static int rename(Path from, Path to, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment a = arena.allocateFrom(from.toString());
            MemorySegment b = arena.allocateFrom(to.toString());
            if (RENAMEAT2 != null) {
                int rc = (int) RENAMEAT2.invokeExact(state, AT_FDCWD, a, AT_FDCWD, b, flags);
                return rc == 0 ? 0 : errno(state);
            }
            if (SYSCALL == null || SYS_RENAMEAT2 < 0) {
                return ENOSYS;
            }
            long rc = (long) SYSCALL.invokeExact(state, SYS_RENAMEAT2, AT_FDCWD, a, AT_FDCWD, b, flags);
            return rc == 0 ? 0 : errno(state);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Brings everything written to the file system of that folder to the disk. */
    static int syncFileSystem(Path folder) {
        if (SYNCFS == null) {
            return ENOSYS;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int fd = open(arena, state, folder, O_RDONLY);
            if (fd < 0) {
                return errno(state);
            }
            int error = (int) SYNCFS.invokeExact(state, fd) == 0 ? 0 : errno(state);
            int closed = (int) CLOSE.invokeExact(state, fd);
            return error != 0 || closed == 0 ? error : errno(state);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Makes an existing empty file share the blocks of another. */
    static int clone(Path from, Path to) {
        if (IOCTL == null) {
            return ENOSYS;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int source = open(arena, state, from, O_RDONLY);
            if (source < 0) {
                return errno(state);
            }
            int target = open(arena, state, to, O_WRONLY);
            int error = target < 0 || (int) IOCTL.invokeExact(state, target, (long) FICLONE, source) != 0
                    ? errno(state)
                    : 0;
            int closed = (int) CLOSE.invokeExact(state, source);
            if (target >= 0) {
                closed += (int) CLOSE.invokeExact(state, target);
            }
            return error != 0 || closed == 0 ? error : errno(state);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static int open(Arena arena, MemorySegment state, Path path, int flags) throws Throwable {
        return (int) OPEN.invokeExact(state, arena.allocateFrom(path.toString()), flags | O_CLOEXEC);
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static IllegalStateException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }
}
