/**
 * The account of pixel memory: one ledger with a budget that the user sets, leases that tasks take from it up front,
 * and blocks made within a lease.
 */
package org.roimill.core.memory;
