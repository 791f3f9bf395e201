import { expect, vi } from "vitest";
import type { TestApp } from "./app";

const OWNERS_CODE = /^([0-9!@#$%^&*]{6})$/m;
const VENDORS_CODE = /^([A-Za-z0-9!@#$%^&*]{8})$/m;

/** The newest code that the simulator's SMS inbox holds for a number: six characters, as owners get it, unless told. */
export async function smsCode(app: TestApp, phone: string, shape = OWNERS_CODE): Promise<string> {
  const find = async (): Promise<string> => {
    const answer = await fetch(`${app.simulatorUrl}/_sim/sms`);
    const inbox = (await answer.json()) as { phone: string; message: string }[];
    const texts = inbox.filter((one) => one.phone === phone).map((one) => one.message);
    const code = shape.exec(texts.at(-1) ?? "")?.[1];
    if (!code) throw new Error("no code has come by SMS");
    return code;
  };
  return vi.waitFor(find, { timeout: 15_000, interval: 200 });
}

/** Signs the owner in over HTTP, as the sign-in page does. Gives the Cookie header of her browser. */
export async function signInOwner(app: TestApp): Promise<string> {
  const challengeId = await askForCode(app, "/api/ceo/login", { contact: app.people.ceo.email });
  return signIn(app, challengeId, await smsCode(app, app.people.ceo.phone));
}

/** Signs a vendor in over HTTP, by the code that comes to the phone. Gives the Cookie header of that browser. */
export async function signInVendor(app: TestApp, phone: string): Promise<string> {
  const challengeId = await askForCode(app, "/api/auth/vendor/login", { phone });
  return signIn(app, challengeId, await smsCode(app, phone, VENDORS_CODE));
}

async function askForCode(app: TestApp, path: string, body: object): Promise<string> {
  const asked = await fetch(app.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: app.url },
    body: JSON.stringify(body),
  });
  const { data } = (await asked.json()) as { data: { challenge_id: string } };
  return data.challenge_id;
}

async function signIn(app: TestApp, challengeId: string, otp: string): Promise<string> {
  const csrf = await fetch(`${app.url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${app.url}/api/auth/callback/otp`, {
    method: "POST",
    headers: { origin: app.url, cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken, challenge_id: challengeId, otp, json: "true" }),
  });
  expect(answer.status).toBe(200);
  return cookiesOf(answer);
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
