# Builds and runs Darkroom with its embedded PostgreSQL:
#   docker build -t darkroom . && docker run -p 8080:8080 -v darkroom:/data darkroom
# Secrets are given at run time, best as files: CLOUDINARY_URL_FILE, DARKROOM_DATABASE_URL_FILE.

# libvips comes from npm, pinned by the lockfile; the Maven image has no npm.
FROM node:22-bookworm-slim AS natives
WORKDIR /natives
COPY src/main/natives ./
RUN npm ci --ignore-scripts && cp package-lock.json done

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml cluster.xml ./
COPY src src
COPY --from=natives /natives target/natives
RUN --mount=type=cache,target=/m2 mvn -q -B -Dmaven.repo.local=/m2 package -Dmaven.test.skip=true

FROM eclipse-temurin:25-jre
# PostgreSQL refuses root, and nothing here needs it.
RUN useradd --system --uid 10001 --user-group --no-create-home darkroom \
    && mkdir /data && chown darkroom:darkroom /data
WORKDIR /opt/darkroom
COPY --from=build /build/target/darkroom.jar ./
COPY conf conf
COPY cluster.xml ./
USER darkroom
ENV DARKROOM_HTTP_HOST=0.0.0.0 \
    DARKROOM_DATA=/data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${DARKROOM_HTTP_PORT:-8080} && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
# A stop takes at most 25 s: give it as much (docker stop -t 30).
ENTRYPOINT ["java", "--sun-misc-unsafe-memory-access=allow", "-XX:MaxRAMPercentage=50", "-jar", "darkroom.jar"]
