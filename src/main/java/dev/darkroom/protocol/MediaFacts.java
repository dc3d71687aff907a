package dev.darkroom.protocol;

/**
 * What is known of a video or audio file.
 *
 * @param format the contract's word: mp4, webm, mp3…
 * @param width pixels as displayed; 0 for audio
 * @param height pixels as displayed; 0 for audio
 * @param members the rest of reference/upload-api.md 4.4: a JSON object with {@code duration} in
 *     seconds, {@code audio}, {@code video}, {@code is_audio}…, as far as known
 */
public record MediaFacts(String format, int width, int height, String members) {}
