/**
 * Finds faces: a small neural network, read from its file and computed in Java. It is pure and
 * knows only the JDK. Start with {@link dev.darkroom.transform.face.FaceFinder}.
 */
@NullMarked
package dev.darkroom.transform.face;

import org.jspecify.annotations.NullMarked;
