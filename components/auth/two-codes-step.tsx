"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useSecondsUntil } from "@/components/ui/resend-countdown";
import { sendJson } from "@/components/ui/send-json";
import { authWords } from "@/lib/words/en/auth";
import { codeWords, twoCodesWords as words } from "@/lib/words/en/codes";
import type { Refusal } from "./details-step";
import type { Asked } from "./register-form";
import { ResendLine } from "./resend-line";
import { prepareSignIn, signInWithCode } from "./sign-in";
import { FormNote, StepHead } from "./step-head";
import { useResend } from "./use-resend";
import { type CodeAnswer, type Way, WayCard } from "./way-card";

type Props = { asked: Asked; onResend: () => Promise<Refusal | undefined>; onChange: () => void };

const { errors } = authWords;
/** Both codes share the challenge, so they share its tries. */
const TRIES = 3;

/** Second step of registration: two codes, two fields. The first right one signs in; the other may follow while it is good. */
export function TwoCodesStep({ asked, onResend, onChange }: Props) {
  const [verified, setVerified] = useState<Way[]>([]);
  const [wrongTries, setWrongTries] = useState(0);
  const { sends, resending, resend } = useResend(onResend);
  const [note, setNote] = useState<{ tone: "news" | "problem"; text: string }>();
  const secondsGood = useSecondsUntil(asked.askedAt + asked.ttlMinutes * 60_000);
  useEffect(prepareSignIn, []);

  const signedIn = verified.length > 0;
  const finish = () => window.location.assign("/ceo");
  const check = async (otp: string) => {
    const answer = await spendCode(asked.challengeId, otp, signedIn);
    if (!answer.ok && answer.code === "wrong_code") setWrongTries((tries) => tries + 1);
    return answer;
  };
  const onVerified = (way: Way) => {
    const now = [...verified, way];
    setVerified(now);
    setNote(undefined);
    if (now.length === 2) finish();
  };
  const sendAgain = async () => {
    const refusal = await resend();
    if (refusal) return setNote({ tone: "problem", text: sayRefusal(refusal) });
    setWrongTries(0);
    setNote({ tone: "news", text: codeWords.resent });
  };

  return (
    <div>
      <StepHead title={signedIn ? words.firstDone : words.title} focus={signedIn}>
        {signedIn ? (verified.includes("sms") ? words.otherEmail : words.otherSms) : words.text}
      </StepHead>
      <FormNote tone={note?.tone ?? "news"}>{verified.length === 2 ? words.both : note?.text}</FormNote>
      <div className="grid gap-4">
        {(["sms", "email"] as const).map((way) => (
          <WayCard
            key={`${way} ${asked.challengeId}`}
            way={way}
            to={way === "sms" ? asked.phone : asked.email}
            verified={verified.includes(way)}
            over={secondsGood === 0 || wrongTries >= TRIES}
            autoFocus={way === "sms"}
            check={check}
            onVerified={onVerified}
          />
        ))}
        {signedIn ? (
          <Button look="primary" size="large" block iconAfter={<ArrowRight aria-hidden />} onClick={finish}>
            {words.later}
          </Button>
        ) : (
          <>
            <ResendLine
              askedAt={asked.askedAt}
              sends={sends}
              goodSeconds={secondsGood}
              busy={resending}
              onResend={sendAgain}
            />
            <Button look="quiet" block icon={<ArrowLeft aria-hidden />} onClick={onChange}>
              {words.change}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** The first code signs in; the other one only verifies its way. */
async function spendCode(challengeId: string, otp: string, signedIn: boolean): Promise<CodeAnswer> {
  if (!signedIn) {
    const answer = await signInWithCode(challengeId, otp);
    return answer.ok ? { ok: true, value: true } : answer;
  }
  const answer = await sendJson("/api/auth/verify-otp", { challenge_id: challengeId, otp });
  return answer.ok ? { ok: true, value: true } : { ok: false, ...answer.problem };
}

function sayRefusal(refusal: Refusal): string {
  return refusal.note ?? Object.values(refusal.fields)[0] ?? errors.unavailable;
}
