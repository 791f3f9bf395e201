"use client";

import { useState } from "react";
import { sendJson } from "@/components/ui/send-json";
import { BusinessChooser } from "./business-chooser";
import { CodeStep } from "./code-step";
import { ContactStep, type Role } from "./contact-step";
import { sayProblem } from "./problem-words";
import { homeOf, type SignedIn } from "./sign-in";

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
    const answer = await sendJson<Challenge>(path, body);
    if (!answer.ok)
      return answer.problem.fields.contact || answer.problem.fields.phone || sayProblem(answer.problem);
    setStep({ name: "code", challenge: answer.data, askedAt: Date.now() });
    return undefined;
  };
  const enter = (session: SignedIn) => {
    if (session.memberships.length > 1) return setStep({ name: "business", session });
    window.location.assign(homeOf(session.role, next));
  };

  if (step.name === "business") return <BusinessChooser memberships={step.session.memberships} next={next} />;
  if (step.name === "code") {
    return (
      <CodeStep
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
    );
  }
  return (
    <ContactStep
      role={role}
      onRole={setRole}
      contact={contact}
      onContact={setContact}
      onAsk={ask}
      notice={notice}
      returning={visits > 0}
    />
  );
}
