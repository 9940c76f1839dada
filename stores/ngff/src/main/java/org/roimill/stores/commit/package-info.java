/**
 * How element folders get into a store on a file system all at once: built aside, synced, swapped under a lock, rolled
 * forward by the next writer where a process died. And how deltas, the files that tasks hand on, are joined to a store.
 */
package org.roimill.stores.commit;
