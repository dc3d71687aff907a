/**
 * What Darkroom says about its own wire formats: one description per notification, from which JSON
 * Schemas, examples and a page are made. It knows the event types of the protocol and nothing of
 * how events are raised; tests hold what is sent against it. Start with {@link
 * dev.darkroom.docs.Catalogue}, then {@link dev.darkroom.docs.EventDocument}.
 */
@NullMarked
package dev.darkroom.docs;

import org.jspecify.annotations.NullMarked;
