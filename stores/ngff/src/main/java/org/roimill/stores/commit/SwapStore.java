package org.roimill.stores.commit;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.Sink;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stored;

/**
 * A store while its lock is held: what is written passes through the transaction's folder, so that a kill leaves
 * nothing elsewhere, and is on the disk when the call returns. Transactions are not shown.
 */
final class SwapStore implements Store {
    private final StoreRoot root;
    private final FileStore store;
    private final Transaction tx;

    SwapStore(StoreRoot root, Transaction tx) {
        this.root = root;
        this.store = root.store();
        this.tx = tx;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public boolean canList() {
        return true;
    }

    @Override
    public Stored open(String key) {
        return store.open(key);
    }

    @Override
    public long size(String key) {
        return store.size(key);
    }

    @Override
    public Sink create(String key) {
        Keys.check(key);
        root.refuseLinks(key);
        Path target = root.at(key);
        Path passing = tx.scratchFile();
        tx.disk().steps().before("write", target);
        return new PassingSink(passing, target);
    }

    private final class PassingSink implements Sink {
        private final Path passing;
        private final Path target;
        private final FileChannel channel;

        PassingSink(Path passing, Path target) {
            this.passing = passing;
            this.target = target;
            try {
                channel = FileChannel.open(passing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw Disk.failure("writing", target, e);
            }
        }

        @Override
        public void append(MemorySegment... parts) {
            try {
                for (MemorySegment part : parts) {
                    ByteBuffer rest = part.asByteBuffer();
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                }
            } catch (IOException e) {
                throw Disk.failure("writing", target, e);
            }
        }

        @Override
        public void commit() {
            try {
                channel.force(true);
                channel.close();
            } catch (IOException e) {
                throw Disk.failure("writing", target, e);
            }
            if (!Files.isDirectory(target.getParent())) {
                tx.disk().makeFolders(target.getParent());
            }
            tx.disk().replace(passing, target);
            tx.disk().syncFolder(target.getParent());
        }

        @Override
        public void close() {
            // What was not committed goes with the transaction's folder.
            try {
                channel.close();
            } catch (IOException e) {
                throw Disk.failure("writing", target, e);
            }
        }
    }

    @Override
    public void delete(String key) {
        tx.disk().steps().before("delete", root.at(key));
        store.delete(key);
    }

    @Override
    public void deleteAll(String prefix) {
        tx.disk().steps().before("delete", root.at(prefix));
        store.deleteAll(prefix);
    }

    @Override
    public List<String> list(String prefix) {
        List<String> names = store.list(prefix);
        return prefix.isEmpty()
                ? names.stream().filter(n -> !n.equals(StoreRoot.HIDDEN + "/")).toList()
                : names;
    }

    @Override
    public void walk(String prefix, Consumer<String> key) {
        for (String name : list(prefix)) {
            if (name.endsWith("/")) {
                store.walk(Keys.join(prefix, name.substring(0, name.length() - 1)), key);
            } else {
                key.accept(Keys.join(prefix, name));
            }
        }
    }

    @Override
    public void close() {}
}
