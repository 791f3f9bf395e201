import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { MetaApp } from "@/lib/meta/exchange-code";
import type { GraphTarget } from "@/lib/meta/graph";

/** Where Meta's dialogs bring a person back to: one address, registered with both apps. */
export function redirectUri(): string {
  return `${env().APP_URL}/api/ceo/oauth/meta/callback`;
}

/** The Meta app; during a rotation of its secret the first of the list is in force. */
export function facebookApp(): MetaApp {
  const { META_APP_ID: id, META_APP_SECRET: secrets } = env();
  return { id, secret: secrets[0] ?? "" };
}

/** Whether Instagram's own login is set up. */
export function hasInstagramLogin(): boolean {
  const { META_INSTAGRAM_APP_ID: id, META_INSTAGRAM_APP_SECRET: secrets } = env();
  return id !== undefined && secrets !== undefined;
}

/** The Instagram app, whose id and secret differ from the Meta app's. */
export function instagramApp(): MetaApp {
  const { META_INSTAGRAM_APP_ID: id, META_INSTAGRAM_APP_SECRET: secrets } = env();
  if (id === undefined || secrets === undefined) {
    throw new AppError("invalid_request", "Instagram's own login is not set up here.");
  }
  return { id, secret: secrets[0] ?? "" };
}

/** graph.facebook.com with a token of Facebook's login. */
export function facebookTarget(token: string): GraphTarget & { version: string; token: string } {
  return { baseUrl: env().META_GRAPH_URL, version: env().META_GRAPH_VERSION, token };
}

/** graph.instagram.com with a token of Instagram's login: each host refuses the other's. */
export function instagramTarget(token: string): GraphTarget {
  return { baseUrl: env().META_INSTAGRAM_GRAPH_URL, version: env().META_GRAPH_VERSION, token };
}
