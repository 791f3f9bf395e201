"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { ChangedProfile, Profile } from "@/lib/auth/schema";
import { settingsWords } from "@/lib/words/en/settings";
import { type Confirmation, ConfirmContact } from "./confirm-contact";
import { ContactForm } from "./contact-form";
import { ProvedContact } from "./proved-badge";

const words = settingsWords.email;

/** Her address. A new one needs a code to the old one (or a passkey), and a code from itself before it counts. */
export function EmailCard({ profile }: { profile: Profile }) {
  const router = useRouter();
  const [email, setEmail] = useState<string>();
  const [confirm, setConfirm] = useState<Confirmation>();
  const act = useMemo(() => ({ purpose: "profile.email", target: { email: email ?? "" } }), [email]);
  const onProved = (changed: ChangedProfile) => {
    setEmail(undefined);
    if (changed.confirm) setConfirm({ ...changed.confirm, askedAt: Date.now() });
  };
  const onConfirmed = () => {
    setConfirm(undefined);
    notify({ kind: "done", id: "email", title: words.done, text: words.doneText });
    router.refresh();
  };
  return (
    <Card title={words.title} id="your-email">
      <div className="grid gap-4">
        {profile.email ? (
          <ProvedContact value={profile.email} isProved={profile.email_verified} />
        ) : (
          <p>{words.none}</p>
        )}
        {profile.email && !profile.email_verified && (
          <Button className="justify-self-start" onClick={() => setEmail(profile.email ?? undefined)}>
            {words.verify}
          </Button>
        )}
        <p className="text-14 text-soft">{words.text}</p>
        <ContactForm
          key={profile.email}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          label={words.label}
          hint={words.hint}
          submit={words.change}
          need={words.need}
          onSubmit={setEmail}
        />
      </div>
      {email !== undefined && (
        <StepUpDialog<ChangedProfile>
          act={act}
          refusals={words.refusals}
          send={(proof) => sendJson("/api/ceo/profile", { email, ...proof }, { method: "PATCH" })}
          onDone={onProved}
          onClose={() => setEmail(undefined)}
        />
      )}
      {confirm && (
        <ConfirmContact
          confirmation={confirm}
          path="/api/ceo/profile/email"
          words={words}
          onDone={onConfirmed}
          onClose={() => setConfirm(undefined)}
        />
      )}
    </Card>
  );
}
