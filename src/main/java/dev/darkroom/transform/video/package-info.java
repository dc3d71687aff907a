/**
 * Video and audio: what files say of themselves, read by ffprobe or else by small readers of our
 * own, and what ffmpeg makes of them, each run a child process with a deadline. It may know the
 * bus, the blobs and the protocol. Start with {@link dev.darkroom.transform.video.VideoVerticle}.
 */
@NullMarked
package dev.darkroom.transform.video;

import org.jspecify.annotations.NullMarked;
