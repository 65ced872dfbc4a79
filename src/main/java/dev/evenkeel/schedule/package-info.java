/**
 * BackupSchedule: when the next run is due, and which old ones may go.
 *
 * <p>Cron is not a second loop. The reconciler works out purely what is due, makes a Backup for it, and asks to be
 * looked at again when the next one will be.
 */
@NullMarked
package dev.evenkeel.schedule;

import org.jspecify.annotations.NullMarked;
