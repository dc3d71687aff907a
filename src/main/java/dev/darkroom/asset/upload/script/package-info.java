/**
 * The small language of {@code eval} and {@code on_success}: expressions, conditions and
 * assignments as they are written in JavaScript, on values that are handed in; no files, no
 * network, no clock, and bounded steps and sizes. It may know nothing but JSON. Start with {@link
 * dev.darkroom.asset.upload.script.Script}.
 */
@NullMarked
package dev.darkroom.asset.upload.script;

import org.jspecify.annotations.NullMarked;
