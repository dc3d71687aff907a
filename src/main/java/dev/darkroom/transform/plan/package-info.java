/**
 * From a transformation and the facts of a source to a list of operations that hold only numbers.
 * Pure. It may know the language and the protocol. Start with {@link
 * dev.darkroom.transform.plan.Planner}.
 */
@NullMarked
package dev.darkroom.transform.plan;

import org.jspecify.annotations.NullMarked;
