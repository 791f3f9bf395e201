import { PlainPage } from "@/components/shell/plain-page";
import { stopWords } from "@/lib/words/en/money";

export default function NoSuchLink() {
  return <PlainPage {...stopWords.unknown} />;
}
