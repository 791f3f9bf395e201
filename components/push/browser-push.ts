import { sendJson } from "@/components/ui/send-json";
import type { PushSettingsView } from "@/lib/push/schema";

/** What this browser can do about push. `install`: only once the product is on the Home Screen (iOS). */
export type PushAbility = "ready" | "denied" | "install" | "unsupported";

export type TurnOnResult = PushSettingsView | "denied" | "dismissed" | "service" | "offline" | "failed";

const SUBSCRIPTIONS = "/api/push/subscriptions";
/** Whose phone this is, so that another member who signs in on it is told nothing of theirs. */
const MEMBER = "tg-push-member";
const READY_MS = 10_000;

/** Asks nothing of anybody. */
export function readAbility(): PushAbility {
  const canPush = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!canPush) return isApplePhone() && !isInstalled() ? "install" : "unsupported";
  return Notification.permission === "denied" ? "denied" : "ready";
}

/** Whether this browser itself still holds a subscription. */
export async function holdsSubscription(): Promise<boolean> {
  return (await currentSubscription()) !== null;
}

/**
 * Asks the person, then the browser, then tells the product. Only ever on a tap. A subscription from before is given up
 * first: whoever it was for, its address is dead from then on.
 */
export async function turnOn(settings: PushSettingsView): Promise<TurnOnResult> {
  const permission = await Notification.requestPermission();
  if (permission === "denied") return "denied";
  if (permission !== "granted") return "dismissed";
  if (!navigator.onLine) return "offline";
  const subscription = await subscribe(settings.public_key ?? "").catch(() => null);
  if (!subscription) return "service";
  const answer = await send(subscription);
  if (answer.ok) {
    remember(settings.member_id);
    return answer.data;
  }
  await subscription.unsubscribe().catch(() => false);
  return answer.problem.code === "offline" ? "offline" : "failed";
}

/** Stops it here. Gives false when the product could not be told; then nothing was changed. */
export async function turnOff(): Promise<boolean> {
  const answer = await sendJson(SUBSCRIPTIONS, { which: "this" }, { method: "DELETE" });
  if (!answer.ok) return false;
  remember(null);
  const subscription = await currentSubscription();
  await subscription?.unsubscribe().catch(() => false);
  return true;
}

/**
 * After signing in again on a phone on which this same member had turned it on: goes on with the new session. Was it
 * somebody else, their subscription is given up.
 */
export async function keepPush(): Promise<void> {
  const subscription = await currentSubscription();
  if (!subscription) return;
  const answer = await sendJson<PushSettingsView>("/api/push/settings");
  if (!answer.ok || answer.data.on_this_device) return;
  if (recall() === answer.data.member_id) await send(subscription);
  else await subscription.unsubscribe().catch(() => false);
}

function send(subscription: PushSubscription) {
  const { endpoint, keys } = subscription.toJSON();
  return sendJson<PushSettingsView>(SUBSCRIPTIONS, { endpoint, keys });
}

async function subscribe(publicKey: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("late")), READY_MS));
  const { pushManager } = await Promise.race([navigator.serviceWorker.ready, late]);
  const earlier = await pushManager.getSubscription();
  await earlier?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

async function currentSubscription(): Promise<PushSubscription | null> {
  if (!("serviceWorker" in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration("/").catch(() => undefined);
  return (await registration?.pushManager?.getSubscription().catch(() => null)) ?? null;
}

function isApplePhone(): boolean {
  const isTablet = /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
  return isTablet || /iPhone|iPad|iPod/.test(navigator.userAgent);
}

function isInstalled(): boolean {
  return window.matchMedia("(display-mode: standalone)").matches;
}

// Blocked storage loses only that it goes on by itself after the next sign-in.
function remember(memberId: string | null): void {
  try {
    if (memberId) localStorage.setItem(MEMBER, memberId);
    else localStorage.removeItem(MEMBER);
  } catch {}
}

function recall(): string | null {
  try {
    return localStorage.getItem(MEMBER);
  } catch {
    return null;
  }
}
