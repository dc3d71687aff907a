package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Details;
import dev.darkroom.asset.listing.Listings;
import dev.darkroom.asset.listing.Similar;
import dev.darkroom.asset.listing.Tags;
import dev.darkroom.asset.listing.Usage;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.CountServed;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DescribeCloud;
import dev.darkroom.protocol.FindAssets;
import dev.darkroom.protocol.FindSimilar;
import dev.darkroom.protocol.ListAssets;
import dev.darkroom.protocol.ListTags;
import dev.darkroom.protocol.ReportUsage;
import dev.darkroom.protocol.SearchAssets;
import dev.darkroom.protocol.SearchFolders;
import dev.darkroom.protocol.StagedBlob;
import java.util.function.Function;

/** Everything that is only read: binds the addresses of the listing and of the search. */
public final class Reads {
  private final AssetParts parts;
  private final Function<String, StagedBlob> fetch;
  private final Usage usage;

  /**
   * What reads those parts.
   *
   * @param fetch stages what is at a URL
   */
  public Reads(AssetParts parts, Function<String, StagedBlob> fetch) {
    this.parts = parts;
    this.fetch = fetch;
    this.usage = new Usage(parts);
  }

  /** Answers from now on; to be called when the asset verticle starts. */
  public void serve() {
    Bus bus = parts.bus();
    Listings listings = new Listings(parts);
    bus.serve(ListAssets.ADDRESS, Bus.awaiting(listings::list));
    bus.serve(FindAssets.ADDRESS, Bus.awaiting(listings::find));
    bus.serve(DescribeAsset.ADDRESS, Bus.awaiting(new Details(parts)::describe));
    bus.serve(ListTags.ADDRESS, Bus.awaiting(new Tags(parts)::list));
    bus.serve(ReportUsage.ADDRESS, Bus.awaiting(usage::report));
    bus.serve(CountServed.ADDRESS, Bus.awaiting(usage::count));
    bus.serve(DescribeCloud.ADDRESS, Bus.awaiting(usage::cloud));
    bus.serve(FindSimilar.ADDRESS, Bus.awaiting(new Similar(parts, fetch)::find));
    bus.serve(SearchAssets.ADDRESS, Bus.awaiting(new Searches(parts)::search));
    bus.serve(SearchFolders.ADDRESS, Bus.awaiting(new FolderSearches(parts)::search));
  }

  /** Folds what was counted since; for the housekeeping. */
  public void fold() {
    usage.fold();
  }
}
