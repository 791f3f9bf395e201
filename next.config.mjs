/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // A page and a route cannot share an address: what brings a body to an upload link goes to the route.
  rewrites: async () => ({
    beforeFiles: ["content-length", "transfer-encoding"].map((key) => ({
      source: "/u/:token",
      has: [{ type: "header", key }],
      destination: "/api/uploads/:token",
    })),
  }),
  // Pictures are decoded by a program of its own, which nothing imports: hosts that ship only what is imported need its name.
  outputFileTracingIncludes: {
    "/api/cron/work": [
      "./dist/imaging-child.mjs",
      "./node_modules/{sharp,detect-libc,semver}/**/*",
      "./node_modules/@img/**/*",
      "./node_modules/@hyzyla/pdfium/**/*",
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
