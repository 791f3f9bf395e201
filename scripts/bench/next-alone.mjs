import http from "node:http";
import next from "next";

/** The same build as the product's server, with nothing in front of Next's router: the route handler answers. */
const app = next({ dev: false, dir: process.cwd() });
await app.prepare();
const handle = app.getRequestHandler();
http.createServer((request, response) => handle(request, response)).listen(Number(process.env.PORT));
process.once("SIGTERM", () => process.exit(0));
