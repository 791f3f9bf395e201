"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Initials } from "@/components/ui/person-chip";
import { sendJson } from "@/components/ui/send-json";
import { businessWords } from "@/lib/words/en/codes";
import { homeOf } from "./home-of";
import { sayProblem } from "./problem-words";
import type { Membership } from "./sign-in";
import { FormNote, StepHead } from "./step-head";

/** For a person of several shops: which one now. */
export function BusinessChooser({
  memberships,
  next,
}: {
  memberships: readonly Membership[];
  next?: string;
}) {
  const [choosing, setChoosing] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const choose = async ({ ceo_id, vendor_id, role }: Membership) => {
    setChoosing(ceo_id);
    setProblem(undefined);
    const answer = await sendJson("/api/auth/membership", { ceo_id, vendor_id, role });
    if (answer.ok) return window.location.assign(homeOf(role, next));
    setChoosing(undefined);
    setProblem(sayProblem(answer.problem));
  };
  return (
    <div>
      <StepHead title={businessWords.title} focus>
        {businessWords.text}
      </StepHead>
      <FormNote tone="problem">{problem}</FormNote>
      <ul className="grid gap-3 pt-2">
        {memberships.map((membership) => (
          <li key={`${membership.ceo_id} ${membership.vendor_id}`}>
            <button
              type="button"
              disabled={choosing !== undefined}
              aria-busy={choosing === membership.ceo_id}
              onClick={() => choose(membership)}
              className="flex min-h-16 w-full items-center gap-3 rounded-card border border-line bg-surface px-4 text-left transition-colors hover:border-edge hover:bg-sunken disabled:opacity-60"
            >
              <Initials name={membership.business_name} />
              <span className="min-w-0 flex-1 truncate font-semibold">{membership.business_name}</span>
              <ChevronRight aria-hidden className="size-5 text-faint" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
