# The command `ndn` with every optional part, for batches of tables, maps and pictures:
#
#   docker build -t ndn-atlas .
#   docker run --rm -v "$PWD:/data" --user "$(id -u):$(id -g)" ndn-atlas map -o ndn.html
#
# What it reads and writes lies in /data. It asks no network but for `ndn network fetch` and
# `ndn geocode --online`.
FROM python:3.14-slim AS build
COPY requirements/batch.txt /src/requirements/
RUN python -m venv /opt/ndn \
    && /opt/ndn/bin/pip install --no-cache-dir -r /src/requirements/batch.txt
COPY pyproject.toml MANIFEST.in README.md LICENSE /src/
COPY docs/man /src/docs/man
COPY geodata /src/geodata
COPY routes /src/routes
COPY maps /src/maps
COPY ndnatlas /src/ndnatlas
RUN /opt/ndn/bin/pip install --no-cache-dir --no-deps --no-build-isolation /src \
    && /opt/ndn/bin/python -m compileall -q /opt/ndn/lib

FROM python:3.14-slim
COPY --from=build /opt/ndn /opt/ndn
# Caches of libraries go where any user may write.
ENV PATH=/opt/ndn/bin:$PATH HOME=/tmp MPLCONFIGDIR=/tmp PYTHONDONTWRITEBYTECODE=1
WORKDIR /data
USER 65534:65534
ENTRYPOINT ["ndn"]
CMD ["--help"]
