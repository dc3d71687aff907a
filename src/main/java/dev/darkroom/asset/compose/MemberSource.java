package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.upload.RemoteSource;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SourceBlob;
import dev.darkroom.protocol.StagedBlob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Finds the pictures of a tag, or fetches those of URLs. For virtual threads. */
final class MemberSource {
  /** The most pictures of one call (reference/delivery-and-transformations.md 8). */
  static final int MOST = 500;

  private final AssetParts parts;
  private final MadeAssets made;
  private final RemoteSource remote;
  private final CompositionStore store;

  MemberSource(AssetParts parts, RemoteSource remote, CompositionStore store) {
    this.parts = parts;
    this.made = new MadeAssets(parts);
    this.remote = remote;
    this.store = store;
  }

  /** How many pictures the tag has now; none or too many are refused. */
  CompositionStore.Sum require(long environmentId, String tag) {
    CompositionStore.Sum sum = store.sum(environmentId, tag, MOST + 1);
    if (sum.members() == 0) {
      throw new Refusal(ErrorCode.NO_RESOURCES_FOUND);
    }
    if (sum.members() > MOST) {
      throw new Refusal(ErrorCode.TOO_MANY_RESOURCES, MOST);
    }
    return sum;
  }

  /** The uploaded pictures with that tag, ordered by public id. */
  Members tagged(long environmentId, String tag) {
    // The sum first: what changes in between is noticed the next time.
    CompositionStore.Sum sum = require(environmentId, tag);
    List<Members.Member> all = new ArrayList<>();
    for (Asset asset : store.members(environmentId, tag, MOST)) {
      ImageFacts image = Objects.requireNonNull(asset.image());
      all.add(
          new Members.Member(asset.key().publicId().value(), new SourceBlob(asset.blob(), image)));
    }
    return new Members(tag, List.copyOf(all), sum.digest());
  }

  /** The pictures at those URLs, fetched by the rules of uploads, in the given order. */
  Members fetched(List<String> urls, Turn turn) {
    List<String> distinct = urls.stream().distinct().toList();
    List<Members.Member> all = new ArrayList<>();
    StringBuilder content = new StringBuilder();
    for (String url : distinct) {
      SourceBlob source = fetched(url);
      content.append(source.blob().sha256());
      all.add(new Members.Member(url, source));
      turn.report(all.size(), 2L * distinct.size());
    }
    return new Members(null, List.copyOf(all), md5(content.toString()));
  }

  private SourceBlob fetched(String url) {
    StagedBlob staged = remote.fetch(url);
    try {
      ImageFacts image =
          parts
              .bus()
              .request(ProbeBlob.ADDRESS, new ProbeBlob(staged.blob(), staged.staging()))
              .await()
              .image();
      if (image == null) {
        throw new Refusal(ErrorCode.INVALID_IMAGE_FILE);
      }
      made.keep(staged);
      return new SourceBlob(staged.blob(), image);
    } finally {
      parts.blobs().discard(staged).await();
    }
  }

  /** The md5 of a text, 32 lower-case hexadecimal characters. */
  static String md5(String text) {
    return md5(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The md5 of bytes, 32 lower-case hexadecimal characters. */
  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("MD5 is missing in this JDK", missing);
    }
  }
}
