package dev.evenkeel.resource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record whose lists are maps: items are told apart by these components, and different managers may own different
 * items. Lists of other records are owned as a whole.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ListMap {

    /** The components that name an item. */
    String[] value();
}
