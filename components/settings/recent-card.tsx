import { Card } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import type { RecentSignIn } from "@/lib/auth/schema";
import { safetyPageWords } from "@/lib/words/en/settings";
import { DeviceLine } from "./device-line";

const words = safetyPageWords.recent;

/** Her last sign-ins, over or not. */
export function RecentCard({ recent }: { recent: RecentSignIn[] }) {
  return (
    <Card title={words.title} id="recent">
      <p className="mb-3 text-14 text-soft">{words.text}</p>
      <ul className="divide-y divide-line">
        {recent.map((one) => (
          <li key={one.session_id} className="py-3">
            <DeviceLine device={one}>
              <TimeText at={one.at} />
              <span>· {one.open ? words.open : words.over}</span>
            </DeviceLine>
          </li>
        ))}
      </ul>
    </Card>
  );
}
