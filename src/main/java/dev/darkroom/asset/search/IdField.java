package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.AssetIds;

/** The asset's id: what is no id matches nothing. */
record IdField() implements Field {
  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> equal(text, prefix, scope);
      case Match.Exact(String text, boolean prefix) -> equal(text, prefix, scope);
      case Match.Compare compare -> Scope.NOTHING;
      case Match.Between between -> Scope.NOTHING;
    };
  }

  private static String equal(String text, boolean prefix, Scope scope) {
    return AssetIds.find(text)
        .filter(id -> !prefix)
        .map(id -> "a.asset_id = " + scope.binder().bind(id) + "::uuid")
        .orElse(Scope.NOTHING);
  }
}
