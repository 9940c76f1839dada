/**
 * Networks as processors see them. The runtime behind them is not theirs to know.
 */
package org.roimill.core.network;
