/**
 * What pixels say of a picture: colours, hash, quality, how colour-blind people see it. It is pure
 * and knows only the JDK. Start with {@link dev.darkroom.transform.measure.Pixels}.
 */
@NullMarked
package dev.darkroom.transform.measure;

import org.jspecify.annotations.NullMarked;
