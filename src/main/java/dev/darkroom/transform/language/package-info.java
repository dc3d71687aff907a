/**
 * The transformation language of delivery URLs: text to a typed tree and back. Pure. It may know
 * the protocol. Start with {@link dev.darkroom.transform.language.Transformation}.
 */
@NullMarked
package dev.darkroom.transform.language;

import org.jspecify.annotations.NullMarked;
