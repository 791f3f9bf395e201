"use client";

import { ArrowRight, Check } from "lucide-react";
import { buttonClasses } from "@/components/ui/button-classes";
import { Modal } from "@/components/ui/modal";
import { connectionWords } from "@/lib/words/en/connections";
import { PlatformMark } from "./platform-mark";

const words = connectionWords.explain;

type Platform = "whatsapp" | "instagram";
type Props = { platform: Platform; hasInstagramLogin: boolean; onClose: () => void };

/** What will happen at Meta and what is needed, before it goes there. */
export function ConnectSteps({ platform, hasInstagramLogin, onClose }: Props) {
  const isInstagramLogin = platform === "instagram" && hasInstagramLogin;
  const said =
    platform === "whatsapp" ? words.whatsapp : isInstagramLogin ? words.instagram : words.instagramByPage;
  return (
    <Modal open onOpenChange={(isOpen) => !isOpen && onClose()} title={said.title}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 pt-2">
        <Steps title={words.stepsTitle} steps={said.steps} />
        <Needs platform={platform} title={words.needsTitle} needs={said.needs} />
        <p className="text-14 text-soft">{words.safe}</p>
        <div className="grid gap-2">
          <Leave platform={platform} look="primary">
            {isInstagramLogin ? words.goInstagram : words.go}
          </Leave>
          {isInstagramLogin && (
            <Leave platform={platform} way="facebook_login">
              {words.byPage}
            </Leave>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Steps({ title, steps }: { title: string; steps: readonly string[] }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-semibold text-14 text-soft">{title}</h3>
      <ol className="grid gap-2">
        {steps.map((step, at) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden
              className="tabular grid size-6 shrink-0 place-items-center rounded-full bg-palm-wash font-semibold text-14 text-palm-ink"
            >
              {at + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Needs({ platform, title, needs }: { platform: Platform; title: string; needs: readonly string[] }) {
  return (
    <section className="flex gap-3 rounded-control bg-sunken p-3">
      <PlatformMark platform={platform} className="max-md:hidden" />
      <div className="grid gap-1">
        <h3 className="font-semibold text-14 text-soft">{title}</h3>
        <ul className="grid gap-1">
          {needs.map((need) => (
            <li key={need} className="flex gap-2">
              <Check aria-hidden className="mt-1 size-4 shrink-0 text-palm-ink" />
              {need}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

type LeaveProps = { platform: Platform; way?: string; look?: "primary"; children: string };

/** A plain link: what answers is a redirect to Meta, not a page of ours. */
function Leave({ platform, way, look, children }: LeaveProps) {
  const query = new URLSearchParams({ platform, ...(way ? { way } : {}) });
  return (
    <a
      href={`/api/ceo/oauth/meta/authorize?${query}`}
      className={buttonClasses({ look, size: "large", block: true })}
    >
      <span className="inline-flex items-center gap-2">
        {children}
        <ArrowRight aria-hidden className="size-5" />
      </span>
    </a>
  );
}
