package org.roimill.core.param;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of one component of a parameter record what a user should know. The key in a chain file is the component's name
 * in snake_case. Types: {@code int, long, double, boolean, String}, their boxes, enums,
 * {@link org.roimill.core.space.Length}, {@link ModelRef}, {@link TableRef}, {@link ChannelRef}, and lists of these.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {
    /** Stands for: the user must say it. */
    String REQUIRED = "\0required";

    /** Stands for: nothing; the component is null then, and so its type is not a primitive one. */
    String NOTHING = "\0nothing";

    /** One line. */
    String help();

    /** As it would be written in a chain file. */
    String byDefault() default REQUIRED;

    /** The least value; for lists and lengths of each part. */
    double min() default Double.NEGATIVE_INFINITY;

    double max() default Double.POSITIVE_INFINITY;

    /** True if {@link #min} itself is not allowed. */
    boolean above() default false;

    /** True if {@link #max} itself is not allowed. */
    boolean below() default false;

    /** For example {@code %} or {@code um}; for readers alone. */
    String unit() default "";

    /** Other keys that mean the same, as they stand in files of other programs. */
    String[] aliases() default {};

    /** Keys of other programs that mean the opposite, of a truth value: {@code no_x: true} is {@code x: false}. */
    String[] negated() default {};

    /** What null stands for, as it would be written; empty where null is an error, unless {@link #NOTHING} allows it. */
    String byNull() default "";

    /** Keys of other parameters that may stand in a mapping under this key, in place of its value. */
    String[] holds() default {};
}
