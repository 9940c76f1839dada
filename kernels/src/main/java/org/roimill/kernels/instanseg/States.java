package org.roimill.kernels.instanseg;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.roimill.core.error.RoimillException;

/** How the states between the phases become bytes and are read back, with a word on what is damaged. */
final class States {
    private States() {}

    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static byte[] write(int magic, Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(magic);
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(int magic, byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            check(in.readInt() == magic);
            T state = reader.read(in);
            check(in.read() < 0);
            return state;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    static int count(DataInputStream in, int most) throws IOException {
        int n = in.readInt();
        check(n >= 0 && n <= most);
        return n;
    }

    static void check(boolean sound) {
        if (!sound) {
            throw damaged(null);
        }
    }

    private static RoimillException damaged(Throwable cause) {
        return RoimillException.badData(
                "the state of a segmented cell is damaged", "Delete the run's scratch folder and run again.", cause);
    }
}
