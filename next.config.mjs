/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
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
