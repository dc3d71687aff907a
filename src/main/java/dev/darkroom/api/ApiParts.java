package dev.darkroom.api;

import dev.darkroom.api.admin.RateLimit;
import dev.darkroom.api.request.Traffic;
import dev.darkroom.api.stream.StreamPlaces;
import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.docs.Catalogue;
import java.time.InstantSource;
import java.util.List;

/** What the instances of {@link ApiVerticle} on one node share. */
public final class ApiParts {
  private static final int MOST_STREAMS = 64;

  private final ApiSettings settings;
  private final Bus bus;
  private final BlobStore blobs;
  private final InstantSource clock;
  private final List<HealthCheck> checks;
  private final Admission admission;
  private final RateLimit rateLimit;
  private final StreamPlaces streams = new StreamPlaces(MOST_STREAMS);
  private final Traffic traffic;
  private final WebhookDocs docs = new WebhookDocs(new Catalogue());

  /** Parts for one node. */
  public ApiParts(
      ApiSettings settings,
      Bus bus,
      BlobStore blobs,
      InstantSource clock,
      List<HealthCheck> checks) {
    this.settings = settings;
    this.bus = bus;
    this.blobs = blobs;
    this.clock = clock;
    this.checks = List.copyOf(checks);
    this.admission = new Admission(settings.limits().requestsInFlight());
    this.traffic = new Traffic(bus, clock);
    this.rateLimit = new RateLimit(settings.limits().adminCallsPerHour());
  }

  /** How many requests this node is working on. */
  public int requestsInFlight() {
    return admission.inside();
  }

  ApiSettings settings() {
    return settings;
  }

  Bus bus() {
    return bus;
  }

  BlobStore blobs() {
    return blobs;
  }

  InstantSource clock() {
    return clock;
  }

  List<HealthCheck> checks() {
    return checks;
  }

  Admission admission() {
    return admission;
  }

  WebhookDocs docs() {
    return docs;
  }

  RateLimit rateLimit() {
    return rateLimit;
  }

  StreamPlaces streams() {
    return streams;
  }

  Traffic traffic() {
    return traffic;
  }
}
