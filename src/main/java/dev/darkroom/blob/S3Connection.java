package dev.darkroom.blob;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client of a bucket from our settings alone: no profile of the machine is read. */
final class S3Connection {
  /** More than are ever streamed to clients at once, so that uploads find room. */
  static final int CONNECTIONS = 256;

  private S3Connection() {}

  static S3Client open(S3Address address, S3Timing timing) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(address.region()))
            .forcePathStyle(address.pathStyle())
            // The newer default sends trailers that many compatible servers refuse; every read into
            // the cache is checked against the blob's own hash.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(address.keyId(), address.secret())))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(timing.connect())
                    .connectionAcquisitionTimeout(timing.connect())
                    .socketTimeout(timing.silence()))
            .overrideConfiguration(override ->
                override
                    .defaultProfileFile(ProfileFile.aggregator().build())
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(timing.attempts())
                            .build()));
    address.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
