import { existsSync, readFileSync } from "node:fs";

// Only a build needs it; what runs from an image has this file without it.
const lockFile = new URL("package-lock.json", import.meta.url);
const lock = existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, "utf8")) : { packages: {} };

/** A package and all that it needs, as the lock file has them. */
function packagesBehind(name, found = new Set()) {
  const entry = lock.packages[`node_modules/${name}`];
  if (entry === undefined || found.has(name)) return [...found];
  found.add(name);
  for (const needed of Object.keys(entry.dependencies ?? {})) packagesBehind(needed, found);
  return [...found];
}

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Without it `/_next/image` decodes whatever an address of ours gives, in this process, and keeps it for everybody: also
  // a file whose link lives a minute.
  images: { unoptimized: true },
  // A page and a route cannot share an address: what brings a body to an upload link goes to the route.
  rewrites: async () => ({
    beforeFiles: ["content-length", "transfer-encoding"].map((key) => ({
      source: "/u/:token",
      has: [{ type: "header", key }],
      destination: "/api/uploads/:token",
    })),
  }),
  // Pictures are decoded and long papers drawn by programs of their own, which nothing imports: hosts that ship only
  // what is imported need their names.
  outputFileTracingIncludes: {
    "/api/cron/work": [
      "./dist/imaging-child.mjs",
      "./node_modules/{sharp,detect-libc,semver}/**/*",
      "./node_modules/@img/**/*",
      "./node_modules/@hyzyla/pdfium/**/*",
      "./node_modules/libheif-js/{package.json,libheif-wasm/libheif-bundle.js}",
    ],
    "/api/ceo/audit/export": [
      "./dist/pdf-child.mjs",
      "./node_modules/@expo-google-fonts/noto-sans/{400Regular,700Bold}/*.ttf",
      ...packagesBehind("@react-pdf/renderer").map((name) => `./node_modules/${name}/**/*`),
    ],
  },
  turbopack: { root: import.meta.dirname },
  // Native code, WebAssembly or files read beside the code: loaded from node_modules as they are.
  serverExternalPackages: [
    "@hyzyla/pdfium",
    "@react-pdf/renderer",
    "graphile-worker",
    "isomorphic-dompurify",
    "nodemailer",
    "pino",
    "postgres",
    "sharp",
  ],
};
