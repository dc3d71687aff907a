package dev.darkroom.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.instance.EndpointQualifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The cluster's file: {@code cluster.xml} of the working directory, else the copy in the jar. */
record ClusterFile(Config config) {
  private static final String NAME = "cluster.xml";

  /**
   * Reads the file.
   *
   * @throws com.hazelcast.config.InvalidConfigurationException when it is not Hazelcast's XML
   */
  static ClusterFile read() {
    try (InputStream file = open()) {
      return new ClusterFile(new XmlConfigBuilder(file).build());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The configuration with the settings laid over it. */
  Config at(String host, ClusterAddress address) {
    // Our own stop drains first; Hazelcast's shutdown hook would leave the cluster at once.
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    ServerSocketEndpointConfig endpoint =
        (ServerSocketEndpointConfig)
            Objects.requireNonNull(
                config
                    .getAdvancedNetworkConfig()
                    .getEndpointConfigs()
                    .get(EndpointQualifier.MEMBER),
                "cluster.xml has no member endpoint");
    endpoint.setPort(address.port());
    endpoint.getInterfaces().clear().setEnabled(true).addInterface(host);
    TcpIpConfig join = config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig();
    if (!address.members().isEmpty()) {
      join.setMembers(List.copyOf(address.members()));
    }
    address.safety().clusterName().ifPresent(this::named);
    return config;
  }

  /** The name admits whoever knows it: Hazelcast would begin each line of the log with it. */
  private void named(String name) {
    config.setClusterName(name);
    config.setProperty("hazelcast.logging.details.enabled", "false");
  }

  private static InputStream open() throws IOException {
    Path local = Path.of(NAME);
    return Files.exists(local)
        ? Files.newInputStream(local)
        : Objects.requireNonNull(ClusterFile.class.getResourceAsStream("/" + NAME), NAME);
  }
}
