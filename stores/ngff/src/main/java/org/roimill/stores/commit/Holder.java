package org.roimill.stores.commit;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that holds something in a store. It is written into the name of what it holds, so that name and owner
 * appear together.
 *
 * @param machine the host, this start of it, and the process namespace: process ids mean the same only within one
 * @param started tells a process from a later one under the same id
 */
record Holder(String host, String machine, long pid, long started) {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final int MACHINE_DIGITS = 12;
    private static final int LONGEST_HOST = 64;

    /** This process. */
    static final Holder SELF = self();

    private static Holder self() {
        long pid = ProcessHandle.current().pid();
        String host = hostName();
        return new Holder(host, machine(host), pid, startOf(pid));
    }

    /** A name of one's own: {@code host_machine_pid_started_number}. */
    String newId() {
        return String.join(
                "_",
                host,
                machine,
                Long.toString(pid),
                Long.toString(started),
                Long.toString(System.nanoTime() + COUNT.incrementAndGet(), 36));
    }

    /** Whose name it is; empty for one that nobody of ours gave. */
    static Optional<Holder> ofId(String id) {
        String[] parts = id.split("_", -1);
        if (parts.length != 5) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Holder(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether this process can tell at once if that one lives. */
    boolean isOurs(Holder other) {
        return host.equals(other.host) && machine.equals(other.machine);
    }

    /** Of a process on our machine. */
    static boolean lives(Holder holder) {
        long start = startOf(holder.pid);
        return start >= 0 && (start == holder.started || holder.started == 0);
    }

    /** In ticks of the machine; 0 where the system does not say, -1 where there is no such process. */
    private static long startOf(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // The second field is a name in brackets that may hold anything; the start is the 22nd.
            String[] rest = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return rest[0].equals("Z") ? -1 : Long.parseLong(rest[19]);
        } catch (IOException e) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) ? 0 : -1;
        }
    }

    private static String hostName() {
        String name;
        try {
            name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (IOException unknown) {
                name = "unknown";
            }
        }
        String plain = name.replaceAll("[^A-Za-z0-9.-]", "-");
        return plain.substring(0, Math.min(plain.length(), LONGEST_HOST));
    }

    private static String machine(String host) {
        String boot;
        String namespace;
        try {
            boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException e) {
            boot = "";
            namespace = "";
        }
        byte[] digest = ElementKey.sha256().digest((host + boot + namespace).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, MACHINE_DIGITS);
    }

    @Override
    public String toString() {
        return "process " + pid + " on " + host;
    }
}
