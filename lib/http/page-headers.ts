/** Two years, as browsers' preload lists ask; only said over https. */
export const STRICT_TRANSPORT = "max-age=63072000; includeSubDomains";

/** Headers of every page (PL-06). `same-origin`: a link out tells nobody the address it came from, tokens in it too. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
};

/**
 * What a page may load and run: its own scripts by nonce, nothing inline, nothing framed. Styles may be inline, for
 * measured positions and pictures' sizes. Receipts come as 60-second links, from the bucket where storage is S3.
 */
export function contentSecurityPolicy(page: {
  nonce: string;
  isHttps: boolean;
  isDevelopment: boolean;
}): string {
  const evaluation = page.isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${page.nonce}' 'strict-dynamic'${evaluation}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${bucketSources()}`.trim(),
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(page.isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

function bucketSources(): string {
  if (process.env.STORAGE !== "s3") return "";
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  return endpoint ? new URL(endpoint).origin : "https://*.amazonaws.com";
}
