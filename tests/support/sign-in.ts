import { expect, vi } from "vitest";
import type { TestApp } from "./app";

/** The newest code of six characters that the simulator's SMS inbox holds for a number. */
export async function smsCode(app: TestApp, phone: string): Promise<string> {
  const find = async (): Promise<string> => {
    const answer = await fetch(`${app.simulatorUrl}/_sim/sms`);
    const inbox = (await answer.json()) as { phone: string; message: string }[];
    const texts = inbox.filter((one) => one.phone === phone).map((one) => one.message);
    const code = /^([0-9!@#$%^&*]{6})$/m.exec(texts.at(-1) ?? "")?.[1];
    if (!code) throw new Error("no code has come by SMS");
    return code;
  };
  return vi.waitFor(find, { timeout: 15_000, interval: 200 });
}

/** Signs the owner in over HTTP, as the sign-in page does. Gives the Cookie header of her browser. */
export async function signInOwner(app: TestApp): Promise<string> {
  const json = { "content-type": "application/json", origin: app.url };
  const asked = await fetch(`${app.url}/api/ceo/login`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ contact: app.people.ceo.email }),
  });
  const { data } = (await asked.json()) as { data: { challenge_id: string } };
  const otp = await smsCode(app, app.people.ceo.phone);
  const csrf = await fetch(`${app.url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${app.url}/api/auth/callback/otp`, {
    method: "POST",
    headers: { origin: app.url, cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken, challenge_id: data.challenge_id, otp, json: "true" }),
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
