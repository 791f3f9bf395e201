import { Bubble } from "@/components/ui/bubble";
import { chatWords as words } from "@/lib/words/en/conversation";

/** What was just sent and has not come back as a message yet. */
export function PendingBubbles({ pending }: { pending: readonly { key: string; text: string }[] }) {
  return [...pending].reverse().map(({ key, text }) => (
    <Bubble
      key={key}
      from="out"
      delivery="waiting"
      time={words.composer.pending}
      className="animate-rise opacity-80 md:max-w-[70%]"
    >
      {text}
    </Bubble>
  ));
}
