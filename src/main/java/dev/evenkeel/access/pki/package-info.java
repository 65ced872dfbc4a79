/** The certificates of an installation: an authority of its own, and what it signs. The only place that makes them. */
@NullMarked
package dev.evenkeel.access.pki;

import org.jspecify.annotations.NullMarked;
