import { SearchX } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { failWords } from "@/lib/words/en/dashboard";

export default function NotFound() {
  const { title, text, action } = failWords.missing;
  return (
    <EmptyState
      icon={<SearchX />}
      title={title}
      text={text}
      action={<ButtonLink href="/vendor/receipts">{action}</ButtonLink>}
    />
  );
}
