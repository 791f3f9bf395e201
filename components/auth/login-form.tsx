"use client";

import { Suspense, useState } from "react";
import { authWords } from "@/lib/words/en/auth";
import { ContactStep, type Role } from "./contact-step";
import { homeOf } from "./home-of";
import { BusinessChooserLater, CodeStepLater, loadTalk, prepareStep } from "./later-steps";
import type { SignedIn } from "./sign-in";

export type Challenge = { challenge_id: string; ttl_minutes: number };
type Step =
  | { name: "contact"; problem?: string }
  | { name: "code"; challenge: Challenge; askedAt: number }
  | { name: "business"; session: SignedIn };

type Props = { initialRole: Role; next?: string; notice?: string };

/** Sign-in: who are you, the code, and the shop where there are several. */
export function LoginForm({ initialRole, next, notice }: Props) {
  const [role, setRole] = useState<Role>(initialRole);
  const [contact, setContact] = useState("");
  const [step, setStep] = useState<Step>({ name: "contact" });
  const [visits, setVisits] = useState(0);

  const ask = async (): Promise<string | undefined> => {
    const [path, body] =
      role === "owner" ? ["/api/ceo/login", { contact }] : ["/api/auth/vendor/login", { phone: contact }];
    const talk = await loadTalk();
    if (!talk) return authWords.errors.offline;
    const [answer, isReady] = await Promise.all([talk.sendJson<Challenge>(path, body), prepareStep("code")]);
    if (!answer.ok) {
      const { needContact, needPhone } = authWords.errors;
      if (Object.keys(answer.problem.fields).length > 0) return role === "owner" ? needContact : needPhone;
      return talk.sayProblem(answer.problem);
    }
    if (!isReady) return authWords.errors.offline;
    setStep({ name: "code", challenge: answer.data, askedAt: Date.now() });
    return undefined;
  };
  const signInByPasskey = async (): Promise<string | undefined> => {
    const load = () => import("./passkey-sign-in").then(({ signInWithPasskey }) => signInWithPasskey());
    const result = await load().catch(() => authWords.errors.offline);
    if (typeof result === "string") return result;
    enter(result);
    return undefined;
  };
  const enter = (session: SignedIn) => {
    if (session.memberships.length > 1) return setStep({ name: "business", session });
    window.location.assign(homeOf(session.role, next));
  };

  if (step.name === "business")
    return (
      <Suspense fallback={null}>
        <BusinessChooserLater memberships={step.session.memberships} next={next} />
      </Suspense>
    );
  if (step.name === "code") {
    return (
      <Suspense fallback={null}>
        <CodeStepLater
          role={role}
          contact={contact}
          challenge={step.challenge}
          askedAt={step.askedAt}
          onResend={ask}
          onOther={() => {
            setVisits(visits + 1);
            setStep({ name: "contact" });
          }}
          onSignedIn={enter}
        />
      </Suspense>
    );
  }
  return (
    <ContactStep
      role={role}
      onRole={setRole}
      contact={contact}
      onContact={setContact}
      onAsk={ask}
      onPasskey={signInByPasskey}
      notice={notice}
      returning={visits > 0}
    />
  );
}
