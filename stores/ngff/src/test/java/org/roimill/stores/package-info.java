/** What tests of several packages share. */
package org.roimill.stores;
