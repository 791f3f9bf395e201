import type { Call, Reply } from "../http/exchange";
import { attachJs } from "./client/attach";
import { bubbleJs } from "./client/bubble";
import { composerJs } from "./client/composer";
import { dialogsJs } from "./client/dialogs";
import { domJs } from "./client/dom";
import { faultsJs } from "./client/faults";
import { formatJs } from "./client/format";
import { mailJs } from "./client/mail";
import { mainJs } from "./client/main";
import { personMenuJs } from "./client/person-menu";
import { phoneJs } from "./client/phone";
import { quoteLineJs } from "./client/quote-line";
import { smsJs } from "./client/sms";
import { storeJs } from "./client/store";
import { html, iconSvg } from "./html";
import { baseCss } from "./style/base";
import { instagramCss } from "./style/instagram";
import { panelsCss } from "./style/panels";
import { phoneCss } from "./style/phone";

/** The browser's modules by name; they are text here so that one bundle holds the whole program. */
export const CLIENT_MODULES: Record<string, string> = {
  attach: attachJs,
  bubble: bubbleJs,
  composer: composerJs,
  dialogs: dialogsJs,
  dom: domJs,
  faults: faultsJs,
  format: formatJs,
  mail: mailJs,
  main: mainJs,
  "person-menu": personMenuJs,
  phone: phoneJs,
  "quote-line": quoteLineJs,
  sms: smsJs,
  store: storeJs,
};

/** Mail may show inline styles and pictures from anywhere; scripts come from here alone. */
const PAGE_POLICY =
  "default-src 'self'; img-src * data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/** The page and its parts; undefined for paths that are none of them. */
export function pageAsset(call: Call): Reply | undefined {
  if (call.method !== "GET") return undefined;
  const path = call.url.pathname;
  if (path === "/")
    return asset(html, "text/html; charset=utf-8", { "Content-Security-Policy": PAGE_POLICY });
  if (path === "/assets/page.css")
    return asset(baseCss + phoneCss + instagramCss + panelsCss, "text/css; charset=utf-8");
  if (path === "/assets/icon.svg") return asset(iconSvg, "image/svg+xml");
  const [, name] = /^\/assets\/([a-z-]+)\.js$/.exec(path) ?? [];
  const source = name ? CLIENT_MODULES[name] : undefined;
  return source ? asset(source, "text/javascript; charset=utf-8") : undefined;
}

function asset(body: string, type: string, headers: Record<string, string> = {}): Reply {
  return { status: 200, body, headers: { "Content-Type": type, ...headers } };
}
