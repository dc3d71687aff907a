package dev.darkroom.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.XmlConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The shipped {@code cluster.xml} as it is, and with its block for Kubernetes. */
final class ClusterFileTest {
  @Test
  void itsBlockForKubernetesIsOneThatHazelcastTakes() throws IOException {
    String xml = Files.readString(Path.of("cluster.xml"));
    JoinConfig usual = join(xml);
    assertTrue(usual.getTcpIpConfig().isEnabled());
    assertFalse(usual.getKubernetesConfig().isEnabled());
    JoinConfig join =
        join(
            xml.replace("<tcp-ip enabled=\"true\"", "<tcp-ip enabled=\"false\"")
                .replaceAll("(?s)<!-- Kubernetes:.*?(<kubernetes .*?</kubernetes>)\\s*-->", "$1"));
    assertFalse(join.getTcpIpConfig().isEnabled());
    assertTrue(join.getKubernetesConfig().isEnabled());
    assertEquals(
        "darkroom-nodes.default.svc.cluster.local",
        join.getKubernetesConfig().getProperty("service-dns"));
    join.verify();
  }

  private static JoinConfig join(String xml) {
    Config config =
        new XmlConfigBuilder(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .build();
    return config.getAdvancedNetworkConfig().getJoin();
  }
}
