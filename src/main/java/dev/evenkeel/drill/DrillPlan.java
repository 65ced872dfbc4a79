package dev.evenkeel.drill;

import java.util.List;

/**
 * What to do about the drills of a schedule now.
 *
 * @param steps to be taken when {@code status} is durable: what a drill has shown is not in its Restore any more then
 * @param impatient whether to look again before long
 */
public record DrillPlan(List<DrillStep> steps, DrillStatus status, boolean impatient) {

    public DrillPlan {
        steps = List.copyOf(steps);
    }
}
