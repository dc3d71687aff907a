/** Darkroom: a self-hosted media server that speaks Cloudinary's API. */
@NullMarked
package dev.darkroom;

import org.jspecify.annotations.NullMarked;
