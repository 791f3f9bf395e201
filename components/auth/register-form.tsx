"use client";

import { Suspense, useState } from "react";
import type { Problem } from "@/components/ui/send-json";
import { authWords } from "@/lib/words/en/auth";
import { type Details, DetailsStep, type Refusal } from "./details-step";
import { loadTalk, prepareStep, TwoCodesStepLater } from "./later-steps";

type Registered = { ceo: { email: string; phone: string }; challenge_id: string; ttl_minutes: number };
export type Asked = {
  challengeId: string;
  email: string;
  phone: string;
  ttlMinutes: number;
  askedAt: number;
};

const EMPTY: Details = { name: "", company_name: "", email: "", phone: "" };

/** Registration: who you are, then a code to your phone and another to your email. */
export function RegisterForm() {
  const [details, setDetails] = useState(EMPTY);
  const [asked, setAsked] = useState<Asked>();
  const [returning, setReturning] = useState(false);

  const register = async (): Promise<Refusal | undefined> => {
    const offline = { fields: {}, note: authWords.errors.offline, taken: false };
    const talk = await loadTalk();
    if (!talk) return offline;
    const [answer, isReady] = await Promise.all([
      talk.sendJson<Registered>("/api/ceo/register", trimmed(details)),
      prepareStep("two-codes"),
    ]);
    if (!answer.ok) return refusal(answer.problem, talk.sayProblem(answer.problem));
    if (!isReady) return offline;
    const { ceo, challenge_id, ttl_minutes } = answer.data;
    setAsked({
      challengeId: challenge_id,
      email: ceo.email,
      phone: ceo.phone,
      ttlMinutes: ttl_minutes,
      askedAt: Date.now(),
    });
    return undefined;
  };

  if (asked) {
    const change = () => {
      setReturning(true);
      setAsked(undefined);
    };
    return (
      <Suspense fallback={null}>
        <TwoCodesStepLater asked={asked} onResend={register} onChange={change} />
      </Suspense>
    );
  }
  return <DetailsStep details={details} onDetails={setDetails} onRegister={register} returning={returning} />;
}

function refusal(problem: Problem, said: string): Refusal {
  if (problem.code === "email_taken") return { fields: { email: said }, taken: true };
  if (problem.code === "phone_taken") return { fields: { phone: said }, taken: true };
  const fields = sayFields(problem.fields);
  return {
    fields,
    note: Object.keys(fields).length > 0 ? undefined : said,
    taken: problem.code === "conflict",
  };
}

/** The server's refusal of a field in the words of this page. */
function sayFields(refused: Record<string, string>): Record<string, string> {
  const { needName, needBusiness, needEmail, needPhone } = authWords.errors;
  const words = { name: needName, company_name: needBusiness, email: needEmail, phone: needPhone };
  return Object.fromEntries(Object.entries(words).filter(([name]) => name in refused));
}

function trimmed(details: Details): Details {
  return {
    name: details.name.trim(),
    company_name: details.company_name.trim(),
    email: details.email.trim(),
    phone: details.phone.trim(),
  };
}
