"use client";

import { useMemo } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { sendJson } from "@/components/ui/send-json";
import { connectionWords } from "@/lib/words/en/connections";

const PATH = "/api/ceo/channels/select";

type Props = { selectionId: string; externalIds: string[]; onDone: () => void; onClose: () => void };

/** The code that moves a number or account here from another business (P4.4). */
export function MoveChannel({ selectionId, externalIds, onDone, onClose }: Props) {
  const target = useMemo(
    () => ({ selection_id: selectionId, external_ids: externalIds }),
    [selectionId, externalIds],
  );
  const act = useMemo(() => ({ purpose: "channel.move", target }), [target]);
  return (
    <StepUpDialog
      act={act}
      send={(proof) => sendJson(PATH, { ...target, ...proof })}
      onDone={onDone}
      onClose={onClose}
      refusals={connectionWords.pick.refusals}
    />
  );
}
