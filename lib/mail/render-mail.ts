/** What every mail of ours looks like: whose it is, a heading, some sentences, perhaps a code or one button. */
export type MailContent = {
  /** The business (or the product) that speaks. */
  businessName: string;
  heading: string;
  /** Plain text; each becomes a paragraph. */
  paragraphs: string[];
  /** A one-time code: alone on its line, big and in monospace. */
  code?: string;
  /** One thing to do. */
  action?: { label: string; url: string };
  /** Small print under the rest. */
  footer?: string;
};

const INK = "#12201a";
const QUIET = "#56635c";
const PALM = "#0f6b46";
const PAPER = "#faf8f3";
const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Courier New',monospace";

/** The text and HTML of a mail. The HTML loads nothing and runs nothing, and reads well on a small phone. */
export function renderMail(content: MailContent): { text: string; html: string } {
  if (content.action !== undefined && !/^https?:\/\//.test(content.action.url)) {
    throw new RangeError("A mail links to web addresses only");
  }
  return { text: renderText(content), html: renderHtml(content) };
}

function renderText({ businessName, heading, paragraphs, code, action, footer }: MailContent): string {
  const blocks = [
    businessName,
    heading,
    code,
    ...paragraphs,
    action === undefined ? undefined : `${action.label}:\n${action.url}`,
    footer === undefined ? undefined : `--\n${footer}`,
  ];
  const lines = blocks.filter((block) => block !== undefined && block !== "");
  return `${lines.join("\n\n")}\n`;
}

function renderHtml(content: MailContent): string {
  const { businessName, heading, paragraphs, code, action, footer } = content;
  const parts = [
    `<p style="margin:0 0 24px;font:600 16px/1.4 ${SANS};color:${PALM}">${escapeHtml(businessName)}</p>`,
    `<h1 style="margin:0 0 16px;font:700 22px/1.25 ${SANS};color:${INK}">${escapeHtml(heading)}</h1>`,
    code === undefined ? "" : codeBox(code),
    ...paragraphs.map(paragraph),
    action === undefined ? "" : button(action),
    footer === undefined ? "" : smallPrint(footer),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light"><title>${escapeHtml(heading)}</title></head>
<body style="margin:0;padding:0;background:${PAPER}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${PAPER}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border:1px solid #e4e0d6;border-radius:14px"><tr><td style="padding:28px 24px">
${parts.filter((part) => part !== "").join("\n")}
</td></tr></table>
</td></tr></table>
</body></html>
`;
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px;font:400 16px/1.5 ${SANS};color:${INK}">${escapeHtml(text).replaceAll("\n", "<br>")}</p>`;
}

/** Spacing is by style alone: a person who copies the code gets the code. */
function codeBox(code: string): string {
  return `<p style="margin:0 0 20px;padding:18px 8px;background:#f2efe7;border-radius:8px;text-align:center;font:700 30px/1.2 ${MONO};letter-spacing:4px;color:${INK}">${escapeHtml(code)}</p>`;
}

function button({ label, url }: { label: string; url: string }): string {
  return `<p style="margin:8px 0 20px"><a href="${escapeHtml(url)}" style="display:inline-block;padding:13px 22px;background:${PALM};border-radius:8px;font:600 16px/1.2 ${SANS};color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></p>`;
}

function smallPrint(text: string): string {
  return `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e4e0d6;font:400 13px/1.5 ${SANS};color:${QUIET}">${escapeHtml(text)}</p>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
