"use client";

import { useMemo, useState } from "react";
import { goToSignIn } from "@/components/auth/go-to-sign-in";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { Card } from "@/components/ui/card";
import { sendJson } from "@/components/ui/send-json";
import { useZone } from "@/components/ui/zone";
import type { ChangedProfile, Profile } from "@/lib/auth/schema";
import { settingsWords } from "@/lib/words/en/settings";
import { sayFullTime } from "@/lib/words/times";
import { ContactForm } from "./contact-form";
import { ProvedContact } from "./proved-badge";
import { VerifyPhone } from "./verify-phone";

const words = settingsWords.phone;

/** Her number. A new one needs a code to the old one (or a passkey), and signs her out everywhere. */
export function PhoneCard({ profile }: { profile: Profile }) {
  const zone = useZone();
  const [phone, setPhone] = useState<string>();
  const act = useMemo(() => ({ purpose: "profile.phone", target: { phone: phone ?? "" } }), [phone]);
  return (
    <Card title={words.title} id="your-phone">
      <div className="grid gap-4">
        <ProvedContact value={profile.phone} isProved={profile.phone_verified} />
        {!profile.phone_verified && <VerifyPhone />}
        {profile.held_until && (
          <p className="rounded-control bg-marigold-wash p-3 text-14 text-marigold-ink">
            {words.held(sayFullTime(new Date(profile.held_until), zone))}
          </p>
        )}
        <p className="text-14 text-soft">{words.text}</p>
        <ContactForm
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          label={words.label}
          hint={words.hint}
          submit={words.change}
          need={words.need}
          onSubmit={setPhone}
        />
      </div>
      {phone !== undefined && (
        <StepUpDialog<ChangedProfile>
          act={act}
          refusals={words.refusals}
          send={(proof) => sendJson("/api/ceo/profile", { phone, ...proof }, { method: "PATCH" })}
          onDone={() => goToSignIn("phone-changed")}
          onClose={() => setPhone(undefined)}
        />
      )}
    </Card>
  );
}
