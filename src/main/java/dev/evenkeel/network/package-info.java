/**
 * Everything about kind Network, from spec to status.
 *
 * <p>The one invariant: a container that was on a network is on it again after a repair, whatever happens in between.
 * What a disconnect would lose is stored before the first disconnect ({@link NetworkStatus.Repair}), and a run that
 * finds it stored carries on from there.
 */
@NullMarked
package dev.evenkeel.network;

import org.jspecify.annotations.NullMarked;
