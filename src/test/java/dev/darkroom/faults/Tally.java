package dev.darkroom.faults;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The judge's count.
 *
 * @param sent deliveries of events that were acknowledged
 * @param loss those of them that never arrived
 * @param duplicates arrivals that were taken although one of the same delivery had been before
 * @param unverified arrivals with a wrong signature
 */
record Tally(long sent, long loss, long duplicates, long unverified) {

  /** Counts what was acknowledged and has to be at every one of the paths. */
  static Tally of(Judge judge, Collection<String> acknowledged, List<String> paths) {
    List<Arrival> arrivals = judge.arrivals();
    return new Tally(
        (long) acknowledged.size() * paths.size(),
        missing(judge, acknowledged, paths),
        duplicates(arrivals),
        arrivals.stream().filter(one -> one.signedBy() == null).count());
  }

  /** Counts events that have to be at every one of the paths, by the server's own numbers. */
  static Tally ofEvents(Judge judge, List<Long> events, List<String> paths) {
    List<Arrival> arrivals = judge.arrivals();
    Map<String, Set<Long>> taken =
        arrivals.stream()
            .filter(Arrival::isTaken)
            .collect(
                Collectors.groupingBy(
                    Arrival::path, Collectors.mapping(Arrival::event, Collectors.toSet())));
    long missing =
        paths.stream()
            .mapToLong(path ->
                events.stream()
                    .filter(event -> !taken.getOrDefault(path, Set.of()).contains(event))
                    .count())
            .sum();
    return new Tally(
        (long) events.size() * paths.size(),
        missing,
        duplicates(arrivals),
        arrivals.stream().filter(one -> one.signedBy() == null).count());
  }

  /** How many have not been taken yet. */
  static long missing(Judge judge, Collection<String> acknowledged, List<String> paths) {
    return acknowledged.stream()
        .flatMap(subject -> paths.stream().filter(path -> !judge.hasTaken(path, subject)))
        .count();
  }

  private static long duplicates(List<Arrival> arrivals) {
    Map<Long, Long> taken =
        arrivals.stream()
            .filter(Arrival::isTaken)
            .map(Arrival::delivery)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return taken.values().stream().mapToLong(count -> count - 1).sum();
  }
}
