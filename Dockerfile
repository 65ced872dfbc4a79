# Evenkeel in an image.
#
#   docker build -t evenkeel .
#
# Both base images are arguments, so that it builds where no registry can be reached; docs/install.md says how. The first
# needs a JDK of at least 21, the second a JRE of the same, GNU tar and bash.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
# source: what is here is built. built: target/quarkus-app is taken as ./mvnw package has made it.
ARG PROGRAM=source
# Of the source, for evenkeel_build_info and the label: $(git rev-parse HEAD).
ARG REVISION=
WORKDIR /source
COPY . .
RUN case $PROGRAM in \
      source) rm -rf target && ./mvnw -q -Dquick -Dsbom.skip=false -Dmaven.test.skip=true -Dbuild.revision="${REVISION:-unknown}" package ;; \
      built) test -e target/quarkus-app/quarkus-run.jar ;; \
      *) echo "PROGRAM is $PROGRAM: source or built" >&2; false ;; \
    esac \
 && deploy/image/layout /image

FROM ${RUNTIME_IMAGE}
COPY --from=build /image/lib /opt/evenkeel/lib
COPY --from=build /image/program /opt/evenkeel
COPY --from=build --chown=10001:10001 /image/state/ /var/lib/
ENV PATH=/opt/evenkeel/bin:$PATH \
    EVENKEEL_DATA_DIR=/var/lib/evenkeel
# What a start loads is kept in an archive of classes: the next one begins with it.
RUN /opt/evenkeel/bin/rehearse
ENV EVENKEEL_API_HOST=0.0.0.0
# Who is in the container's group of the engine's socket is root on the engine; in the container, nobody has to be.
USER 10001:10001
VOLUME /var/lib/evenkeel
EXPOSE 7443
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["healthy"]
ENTRYPOINT ["evenkeel"]
CMD ["serve"]
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=
LABEL org.opencontainers.image.title="Evenkeel" \
      org.opencontainers.image.description="Keeps a Docker host's networks and volumes exactly as declared." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Evenkeel" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
