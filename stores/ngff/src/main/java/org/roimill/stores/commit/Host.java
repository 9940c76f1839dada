package org.roimill.stores.commit;

/** What a commit needs of the machine it runs on. Tests put others in place. */
record Host(Disk disk, Holder self, Heartbeat.Rhythm locks, Heartbeat.Rhythm transactions) {
    static final Host REAL = new Host(Disk.REAL, Holder.SELF, Heartbeat.Rhythm.LOCK, Heartbeat.Rhythm.TRANSACTION);
}
