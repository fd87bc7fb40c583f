# Builds the application, and makes an image that runs it: no build tools, no source, no root.
#   docker build --tag codraft .
#   docker run --publish 3000:3000 --volume codraft-data:/data --volume codraft-keys:/keys codraft
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run pack

FROM node:24-slim
WORKDIR /opt/codraft
COPY --from=build /src/dist/codraft ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force \
  && mkdir /data && mkdir --mode=700 /keys && chown node:node /data /keys
USER node
ENV NODE_ENV=production PORT=3000 DATA_DIR=/data CODRAFT_KEYS=/keys
VOLUME /data /keys
EXPOSE 3000
HEALTHCHECK --interval=10s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/scripts/start.js"]
